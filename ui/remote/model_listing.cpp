#include "ui/remote/model_listing.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace ui {

namespace {

bool isSafe(const QString& path)
{
    const QStringList steps = path.split(QLatin1Char('/'));
    return !path.isEmpty() && !path.startsWith(QLatin1Char('/')) &&
           !path.contains(QLatin1Char('\\')) && !path.contains(QChar(0)) &&
           std::none_of(steps.begin(), steps.end(), [](const QString& step) {
               return step.isEmpty() || step == QLatin1String(".") || step == QLatin1String("..");
           });
}

bool isWeights(const QString& path)
{
    return path.endsWith(QLatin1String(".safetensors"));
}

/// Small files that say what the weights are.
bool isDescription(const QString& path)
{
    static const char* const kEndings[] = {".json", ".txt", ".model"};
    return std::any_of(std::begin(kEndings), std::end(kEndings),
                       [&](const char* ending) { return path.endsWith(QLatin1String(ending)); });
}

/// "unet/diffusion_pytorch_model.fp16.safetensors" -> the same without ".fp16".
QString withoutVariant(const QString& path)
{
    static const QRegularExpression variant(QStringLiteral("\\.(fp16|bf16|fp32|non_ema)(?=\\.)"));
    return QString(path).remove(variant);
}

/// Folders that no part of the pipeline is read from.
bool isIgnored(const QString& path)
{
    static const char* const kFolders[] = {"safety_checker/", "feature_extractor/", ".git"};
    return std::any_of(std::begin(kFolders), std::end(kFolders),
                       [&](const char* folder) { return path.startsWith(QLatin1String(folder)); });
}

} // namespace

QString ModelSource::name() const
{
    return repository.isEmpty() ? file.fileName() : repository.section(QLatin1Char('/'), -1);
}

core::Result<ModelSource> modelSourceOf(const QString& typed)
{
    static const QRegularExpression id(
        QStringLiteral("^([A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*)(?:@([\\w./-]+))?$"));
    const QString text = typed.trimmed();
    ModelSource out;
    if (const auto match = id.match(text); match.hasMatch()) {
        out.repository = match.captured(1);
        if (!match.captured(2).isEmpty()) {
            out.revision = match.captured(2);
        }
        return out;
    }
    const QUrl url(text, QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !web || url.host().isEmpty()) {
        return core::fail(core::ErrorCode::InvalidArgument,
                          "\"" + text.toStdString() +
                              "\" is neither owner/name of a repository nor an address that begins "
                              "with https://");
    }
    const QStringList steps = url.path().split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (url.host() == QLatin1String("huggingface.co") && steps.size() == 2) {
        out.repository = steps.join(QLatin1Char('/'));
        return out;
    }
    if (url.fileName().isEmpty() || !isSafe(url.fileName())) {
        return core::fail(core::ErrorCode::InvalidArgument,
                          text.toStdString() + ": the address names no file");
    }
    out.file = url;
    return out;
}

QUrl listingUrl(const QUrl& hub, const ModelSource& source)
{
    QUrl url = hub;
    url.setPath(QStringLiteral("/api/models/%1/tree/%2").arg(source.repository, source.revision));
    url.setQuery(QStringLiteral("recursive=true"));
    return url;
}

core::Result<std::vector<ModelFile>> filesOf(const QUrl& hub, const ModelSource& source,
                                             const QByteArray& listing)
{
    const QJsonDocument document = QJsonDocument::fromJson(listing);
    if (!document.isArray()) {
        return core::fail(core::ErrorCode::Unreadable,
                          source.repository.toStdString() + ": the list of files cannot be read");
    }
    std::vector<ModelFile> all;
    for (const QJsonValue& value : document.array()) {
        const QJsonObject one = value.toObject();
        if (one.value(QStringLiteral("type")).toString() != QLatin1String("file")) {
            continue;
        }
        ModelFile file;
        file.path = one.value(QStringLiteral("path")).toString();
        if (!isSafe(file.path)) {
            return core::fail(core::ErrorCode::InvalidArgument,
                              source.repository.toStdString() +
                                  ": a file's name leads out of the model's folder");
        }
        file.size = static_cast<qint64>(one.value(QStringLiteral("size")).toDouble(-1));
        const QJsonObject stored = one.value(QStringLiteral("lfs")).toObject();
        file.sha256 = stored.value(QStringLiteral("oid")).toString().toLower();
        if (stored.contains(QStringLiteral("size"))) {
            file.size = static_cast<qint64>(stored.value(QStringLiteral("size")).toDouble());
        }
        file.url = hub;
        file.url.setPath(QStringLiteral("/%1/resolve/%2/%3")
                             .arg(source.repository, source.revision, file.path));
        all.push_back(std::move(file));
    }
    const auto has = [&](const QString& path) {
        return std::any_of(all.begin(), all.end(),
                           [&](const ModelFile& one) { return one.path == path; });
    };
    const bool isPipeline = has(QStringLiteral("model_index.json"));
    std::vector<ModelFile> out;
    for (const ModelFile& one : all) {
        const bool inFolder = one.path.contains(QLatin1Char('/'));
        const bool plain = withoutVariant(one.path) == one.path;
        const bool wanted = isWeights(one.path)
                                ? (plain || !has(withoutVariant(one.path))) &&
                                      (!isPipeline || inFolder)
                                : isDescription(one.path);
        if (wanted && !isIgnored(one.path)) {
            out.push_back(one);
        }
    }
    if (std::none_of(out.begin(), out.end(),
                     [](const ModelFile& one) { return isWeights(one.path); })) {
        return core::fail(core::ErrorCode::NotFound,
                          source.repository.toStdString() + " has no weights in safetensors");
    }
    return out;
}

} // namespace ui
