#include "ui/fill_recipe.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {

namespace {

constexpr int kNameCharacters = 32;
constexpr Task kTasks[] = {Task::Remove, Task::Fill, Task::Expand, Task::Edit, Task::Create};

} // namespace

diffusion::Action actionOf(const FillParams& params)
{
    switch (params.task) {
    case Task::Remove:
        return diffusion::Action::Remove;
    case Task::Fill:
        return diffusion::Action::Fill;
    case Task::Expand: // continued without words, or with what they say
        return params.prompt.empty() ? diffusion::Action::Remove : diffusion::Action::Fill;
    case Task::Edit:
        return diffusion::Action::Edit;
    case Task::Create:
        break;
    }
    return diffusion::Action::Create;
}

QString taskName(Task task)
{
    switch (task) {
    case Task::Remove:
        return QCoreApplication::translate("Fill", "Remove");
    case Task::Fill:
        return QCoreApplication::translate("Fill", "Fill");
    case Task::Expand:
        return QCoreApplication::translate("Fill", "Expand");
    case Task::Edit:
        return QCoreApplication::translate("Fill", "Edit");
    case Task::Create:
        break;
    }
    return QCoreApplication::translate("Fill", "Create");
}

const char* taskId(Task task)
{
    switch (task) {
    case Task::Remove:
        return "remove";
    case Task::Fill:
        return "fill";
    case Task::Expand:
        return "expand";
    case Task::Edit:
        return "edit";
    case Task::Create:
        break;
    }
    return "create";
}

std::optional<Task> taskFromId(const std::string& id)
{
    for (const Task task : kTasks) {
        if (id == taskId(task)) {
            return task;
        }
    }
    return std::nullopt;
}

QString layerName(const FillParams& params, std::uint64_t seed)
{
    const QString prompt = QString::fromStdString(params.prompt).simplified();
    const QString what = prompt.isEmpty() ? taskName(params.task) : prompt;
    const QString cut =
        what.size() > kNameCharacters ? what.left(kNameCharacters - 1) + QChar(0x2026) : what;
    return QStringLiteral("%1 (%2)").arg(cut).arg(seed);
}

core::Recipe recipeOf(const FillParams& params, const diffusion::FillParameters& used,
                      core::Size size)
{
    core::Recipe out;
    out.action = taskId(params.task);
    out.prompt = params.prompt;
    out.negativePrompt = params.negativePrompt;
    out.sampler = used.scheduler;
    out.steps = used.steps;
    out.guidance = used.guidanceScale;
    out.strength = used.strength;
    out.seed = used.seed;
    out.stepCache = used.stepCache > 1 ? std::optional<int>(used.stepCache) : std::nullopt;
    out.clipSkip = used.clipSkip > 1 ? std::optional<int>(used.clipSkip) : std::nullopt;
    out.towards = params.walk.share > 0.0F ? params.walk.towards : std::string();
    out.share = params.walk.share;
    out.moreSteps = params.moreSteps;
    for (const diffusion::NearbyNoise& one : params.nearby) {
        out.variations.emplace_back(one.seed, one.amount);
    }
    out.size = size;
    out.model = params.model;
    out.modelTitle = used.modelTitle;
    out.modelHash = params.modelHash;
    out.program = QCoreApplication::applicationVersion().toStdString();
    return out;
}

FillParams paramsOf(const core::Recipe& recipe)
{
    FillParams out;
    out.task = taskFromId(recipe.action).value_or(Task::Create);
    out.model = recipe.model;
    out.modelHash = recipe.modelHash;
    out.prompt = recipe.prompt;
    out.negativePrompt = recipe.negativePrompt;
    out.scheduler = recipe.sampler;
    if (recipe.steps.value_or(0) > 0) {
        out.steps = recipe.steps;
    }
    out.guidanceScale = recipe.guidance;
    out.strength = recipe.strength;
    out.seed = recipe.seed.value_or(0);
    out.stepCache = std::clamp(recipe.stepCache.value_or(1), 1, 10);
    out.clipSkip = std::clamp(recipe.clipSkip.value_or(1), 1, 12);
    out.walk = {recipe.towards, recipe.share};
    for (const auto& [seed, amount] : recipe.variations) {
        out.nearby.push_back({seed, amount});
    }
    out.size = recipe.size;
    return out;
}

} // namespace ui
