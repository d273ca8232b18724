#include "ui/fill_recipe.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace ui {

namespace {

constexpr int kNameCharacters = 32;

QLatin1String actionId(diffusion::Action action)
{
    switch (action) {
    case diffusion::Action::Remove:
        return QLatin1String("remove");
    case diffusion::Action::Fill:
        return QLatin1String("fill");
    case diffusion::Action::Edit:
        return QLatin1String("edit");
    case diffusion::Action::Upscale:
        return QLatin1String("upscale");
    case diffusion::Action::Create:
        break;
    }
    return QLatin1String("create");
}

} // namespace

QString actionName(diffusion::Action action)
{
    switch (action) {
    case diffusion::Action::Remove:
        return QCoreApplication::translate("Fill", "Remove");
    case diffusion::Action::Fill:
        return QCoreApplication::translate("Fill", "Fill");
    case diffusion::Action::Edit:
        return QCoreApplication::translate("Fill", "Edit");
    case diffusion::Action::Upscale:
        return QCoreApplication::translate("Fill", "Upscale");
    case diffusion::Action::Create:
        break;
    }
    return QCoreApplication::translate("Fill", "Create");
}

QString layerName(const FillParams& params)
{
    const QString prompt = QString::fromStdString(params.prompt).simplified();
    const QString what = prompt.isEmpty() ? actionName(params.action) : prompt;
    const QString cut =
        what.size() > kNameCharacters ? what.left(kNameCharacters - 1) + QChar(0x2026) : what;
    return QStringLiteral("%1 (%2)").arg(cut).arg(params.seed);
}

QByteArray recipeJson(const FillParams& params, const diffusion::FillParameters& used)
{
    QJsonObject recipe;
    recipe.insert(QLatin1String("action"), actionId(params.action));
    recipe.insert(QLatin1String("prompt"), QString::fromStdString(params.prompt));
    recipe.insert(QLatin1String("negative_prompt"), QString::fromStdString(params.negativePrompt));
    recipe.insert(QLatin1String("seed"),
                  QString::number(used.seed)); // 64 bits; JSON numbers are 53
    recipe.insert(QLatin1String("sampler"), QString::fromStdString(used.scheduler));
    recipe.insert(QLatin1String("steps"), used.steps);
    recipe.insert(QLatin1String("guidance"), static_cast<double>(used.guidanceScale));
    recipe.insert(QLatin1String("strength"), static_cast<double>(used.strength));
    recipe.insert(QLatin1String("model"), QString::fromStdString(used.modelTitle));
    recipe.insert(QLatin1String("program"), QCoreApplication::applicationVersion());
    return QJsonDocument(recipe).toJson(QJsonDocument::Compact);
}

} // namespace ui
