#include "app/cli/generation_session.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <random>

#include "app/cli/fill_waiter.h"
#include "app/cli/interruption.h"
#include "app/cli/run_cli.h"
#include "core/io/document_io.h"
#include "core/io/flat_formats.h"
#include "core/io/model_hash.h"
#include "core/io/recipe.h"
#include "diffusion/least_context.h"

namespace app {

namespace {

using core::ErrorCode;
using core::Status;

void logToStderr(core::LogLevel, std::string_view category, std::string_view message)
{
    std::fprintf(stderr, "%.*s: %.*s\n", static_cast<int>(category.size()), category.data(),
                 static_cast<int>(message.size()), message.data());
}

std::string numbered(const std::string& folder, int number)
{
    char name[32];
    std::snprintf(name, sizeof name, "step-%04d.png", number);
    return folder + "/" + name;
}

} // namespace

const char* actionName(diffusion::Action action)
{
    switch (action) {
    case diffusion::Action::Remove:
        return "Remove";
    case diffusion::Action::Fill:
        return "Fill";
    case diffusion::Action::Edit:
        return "Edit";
    case diffusion::Action::Create:
        return "Generate";
    case diffusion::Action::Upscale:
        break;
    }
    return "Upscale";
}

const char* actionId(diffusion::Action action)
{
    switch (action) {
    case diffusion::Action::Remove:
        return "remove";
    case diffusion::Action::Fill:
        return "fill";
    case diffusion::Action::Edit:
        return "edit";
    case diffusion::Action::Create:
        return "create";
    case diffusion::Action::Upscale:
        break;
    }
    return "upscale";
}

core::FillConstraints constraintsOf(const diffusion::ModelInfo& model, diffusion::Action action)
{
    core::FillConstraints out;
    out.sizeMultiple = model.sizeMultiple;
    out.nativeSide = model.nativeSide;
    out.maxSide = model.maxSide;
    out.padding = model.contextPadding(action);
    out.minContext = diffusion::leastContext(model, action);
    return out;
}

Modules::Modules(bool verbose, bool withEngine)
    : where(locations()), sink(verbose ? &logToStderr : nullptr),
      codec([this] { return openCodec(where, sink); }),
      engine([this, withEngine]() -> core::Result<std::unique_ptr<diffusion::FillService>> {
          if (!withEngine) {
              return core::fail(ErrorCode::Unsupported, "a server does the work of this run");
          }
          return openEngine(where, sink);
      })
{
    core::setLogSink(sink);
}

GenerationSession::GenerationSession(const GenerationArguments& arguments)
    : m_arguments(arguments), m_reporter(arguments.json),
      m_modules(arguments.modules
                    ? arguments.modules
                    : std::make_shared<Modules>(arguments.verbose, arguments.remote.url.empty())),
      m_seed(arguments.seed ? *arguments.seed : std::random_device{}())
{
}

Status GenerationSession::connect()
{
    if (m_arguments.remote.url.empty()) {
        return {};
    }
    auto remote = RemoteEngine::create(m_arguments.remote);
    if (!remote) {
        return core::fail(remote.error());
    }
    m_remote = std::move(*remote);
    return {};
}

diffusion::FillService& GenerationSession::service() const
{
    return m_remote ? m_remote->service() : m_modules->engine;
}

std::string GenerationSession::modelPath() const
{
    return m_remote ? m_remote->model() : resolveModelPath(m_arguments.model);
}

int GenerationSession::run(const std::function<Status()>& work)
{
    if (const Status connected = connect(); !connected) {
        m_reporter.failure(connected.error().message);
        return connected.error().code == ErrorCode::InvalidArgument ? kExitUsage : kExitFailed;
    }
    if (const int code = checkSampler(); code != kExitDone) {
        return code;
    }
    Status status = checkOutput();
    status = status ? work() : status;
    if (status && isInterrupted()) {
        status = core::fail(ErrorCode::Cancelled, "interrupted");
    }
    status = status ? save() : status;
    if (!status) {
        if (isInterrupted() || status.error().code == ErrorCode::Cancelled) {
            m_reporter.failure("interrupted, nothing was written");
            return kExitInterrupted;
        }
        m_reporter.failure(status.error().message);
        return kExitFailed;
    }
    m_reporter.done(m_arguments.output, m_used, m_seconds);
    return kExitDone;
}

Status GenerationSession::open(const std::string& input)
{
    auto opened = core::openDocument(input, m_modules->codec);
    if (!opened) {
        return core::fail(opened.error());
    }
    for (const std::string& warning : opened->warnings) {
        m_reporter.warning(warning);
    }
    m_document = std::move(opened->document);
    return {};
}

void GenerationSession::setDocument(std::unique_ptr<core::Document> document)
{
    m_document = std::move(document);
}

core::Result<diffusion::ModelInfo> GenerationSession::modelFor(diffusion::Action action) const
{
    auto info = service().modelInfo(modelPath());
    if (!info || info->can(action)) {
        return info;
    }
    const std::string which = "the model \"" + info->title + "\" ";
    if (action == diffusion::Action::Upscale) {
        return core::fail(ErrorCode::Unsupported,
                          which + "cannot enlarge pictures; give an upscaler with --model, for "
                                  "instance Stable Diffusion x4 upscaler");
    }
    std::string able;
    for (const diffusion::Action one : info->actions) {
        able += (able.empty() ? "" : ", ") + std::string(actionName(one));
    }
    return core::fail(ErrorCode::Unsupported,
                      which + "is not made for this; what it can do: " + able);
}

diffusion::FillRequest GenerationSession::request(diffusion::Action action) const
{
    diffusion::FillRequest request;
    request.model = modelPath();
    request.action = action;
    request.prompt = m_arguments.prompt;
    request.negativePrompt = m_arguments.negativePrompt;
    request.scheduler = m_arguments.sampler;
    request.steps = m_arguments.steps;
    request.guidanceScale = m_arguments.guidance;
    request.imageGuidanceScale = m_arguments.imageGuidance;
    request.guidanceRescale = m_arguments.guidanceRescale;
    request.stepCache = m_arguments.stepCache;
    request.clipSkip = m_arguments.clipSkip;
    request.walk = m_arguments.walk;
    request.strength = m_arguments.strength;
    request.loras = m_arguments.loras;
    request.embeddings = m_arguments.embeddings;
    request.seed = m_seed;
    request.threads = m_arguments.threads;
    request.previews = !m_arguments.previewFolder.empty();
    return request;
}

core::Result<diffusion::FillResult> GenerationSession::generate(diffusion::FillRequest request,
                                                                int part, int parts)
{
    request.seed = m_seed + static_cast<std::uint64_t>(part - 1);
    auto result = runRequest(service(), std::move(request),
                             [&](const auto& progress) { show(progress, part, parts); });
    if (!result) {
        return result;
    }
    if (!m_previewStatus) {
        return core::fail(m_previewStatus.error());
    }
    m_used = result->parameters;
    m_used.seed = m_seed;
    m_seconds += result->seconds;
    return result;
}

Status GenerationSession::fillSelection(const SelectionFill& how)
{
    const auto info = modelFor(how.action);
    if (!info) {
        return core::fail(info.error());
    }
    const auto prepared =
        core::prepareFills(m_document->snapshot(), constraintsOf(*info, how.action), how.options);
    if (!prepared) {
        return core::fail(prepared.error());
    }
    const int parts = static_cast<int>(prepared->size());
    for (int part = 1; part <= parts; ++part) {
        const core::PreparedFill& one = (*prepared)[static_cast<std::size_t>(part - 1)];
        diffusion::FillRequest filling = request(how.action);
        filling.image = one.image;
        filling.mask = one.mask;
        filling.modelSize = one.plan.modelSize;
        if (how.adjust) {
            how.adjust(one, *info, filling);
        }
        const auto result = generate(std::move(filling), part, parts);
        if (!result) {
            return core::fail(result.error());
        }
        auto layer = core::finishFill(one, result->image,
                                      how.title != nullptr ? how.title : actionName(how.action));
        if (!layer) {
            return core::fail(layer.error());
        }
        m_used.seed = result->parameters.seed;
        layer->recipe =
            recipe(how.task != nullptr ? how.task : actionId(how.action), one.plan.imageSize);
        m_used.seed = m_seed;
        m_document->insertLayer(static_cast<int>(m_document->layers().size()), std::move(*layer));
    }
    return {};
}

std::string GenerationSession::recipe(const char* task, core::Size size)
{
    if (m_modelHash.empty() && !m_remote) {
        const std::string path = modelPath();
        m_modelHash = core::modelHash(path.empty() ? m_modules->where.embeddedModel() : path,
                                      core::modelHashCache())
                          .value_or(std::string());
    }
    core::Recipe out;
    out.action = task;
    out.prompt = m_arguments.prompt;
    out.negativePrompt = m_arguments.negativePrompt;
    out.sampler = m_used.scheduler;
    out.steps = m_used.steps;
    out.guidance = m_used.guidanceScale;
    out.strength = m_used.strength;
    out.seed = m_used.seed;
    out.stepCache = m_used.stepCache > 1 ? std::optional<int>(m_used.stepCache) : std::nullopt;
    out.clipSkip = m_used.clipSkip > 1 ? std::optional<int>(m_used.clipSkip) : std::nullopt;
    out.towards = m_arguments.walk.share > 0.0F ? m_arguments.walk.towards : std::string();
    out.share = m_arguments.walk.share;
    out.size = size;
    out.model = m_used.model;
    out.modelTitle = m_used.modelTitle;
    out.modelHash = m_modelHash;
    out.program = STILLWATER_VERSION;
    for (const diffusion::LoraUse& lora : m_arguments.loras) {
        out.loras.emplace_back(lora.path, lora.weight);
    }
    out.embeddings = m_arguments.embeddings;
    return core::recipeToJson(out);
}

/// Names can only be checked once the engine is there; still it is the usage that is wrong.
int GenerationSession::checkSampler()
{
    if (m_arguments.sampler.empty()) {
        return kExitDone;
    }
    std::string known;
    for (const diffusion::SchedulerInfo& info : m_modules->engine.schedulers()) {
        if (info.id == m_arguments.sampler) {
            return kExitDone;
        }
        known += (known.empty() ? "" : ", ") + info.id;
    }
    if (known.empty()) {
        return kExitDone; // the engine is missing; that is reported when it is needed
    }
    m_reporter.failure("--sampler: \"" + m_arguments.sampler + "\" is not one of " + known);
    return kExitUsage;
}

/// Better to know before the work than after it.
Status GenerationSession::checkOutput() const
{
    namespace fs = std::filesystem;
    const std::string& output = m_arguments.output;
    const core::FlatFormat* flat = core::flatFormatForExtension(core::extensionOf(output));
    if (!core::isLayeredPath(output) && (flat == nullptr || !flat->writable)) {
        return core::fail(ErrorCode::Unsupported,
                          output + ": the name must end in .ora, .jpg, .png, .tif, .webp or .exr");
    }
    std::error_code error;
    const fs::path folder = fs::absolute(output, error).parent_path();
    if (!fs::is_directory(folder, error)) {
        return core::fail(ErrorCode::WriteFailed,
                          output + ": could not be saved, the folder does not exist");
    }
    if (!m_arguments.previewFolder.empty() &&
        !fs::create_directories(m_arguments.previewFolder, error) && error) {
        return core::fail(ErrorCode::WriteFailed, m_arguments.previewFolder +
                                                      ": the folder cannot be made, " +
                                                      error.message());
    }
    return {};
}

void GenerationSession::show(const diffusion::FillProgress& progress, int part, int parts)
{
    m_reporter.progress(progress, part, parts);
    if (m_arguments.previewFolder.empty() || !progress.preview || !m_previewStatus) {
        return;
    }
    m_previewStatus = m_modules->codec.write(
        numbered(m_arguments.previewFolder, ++m_previews),
        core::pictureLayer(*progress.preview, {}, core::PixelFormat::Rgba8, {}).pixels, {}, {});
}

Status GenerationSession::save()
{
    const core::DocumentSnapshot snapshot = m_document->snapshot();
    return core::isLayeredPath(m_arguments.output)
               ? core::saveDocument(snapshot, m_arguments.output, m_modules->codec)
               : core::exportFlat(snapshot, m_arguments.output, m_modules->codec);
}

} // namespace app
