#include "app/cli/generation_session.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <random>

#include <nlohmann/json.hpp>

#include "app/cli/fill_waiter.h"
#include "app/cli/interruption.h"
#include "app/cli/run_cli.h"
#include "core/document/compositor.h"
#include "core/io/document_io.h"
#include "core/io/flat_formats.h"

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

core::TiledImage pictureOf(const core::PixelBuffer& rgb)
{
    core::PixelBuffer rgba(rgb.width(), rgb.height(), 4, 1.0F);
    for (std::size_t i = 0; i < rgba.count() / 4; ++i) {
        std::copy_n(rgb.data() + i * 3, 3, rgba.data() + i * 4);
    }
    core::TiledImage image(rgb.size(), core::PixelFormat::Rgba8);
    image.write({0, 0}, rgba);
    return image;
}

core::PixelBuffer visiblePicture(const core::Document& document)
{
    const core::PixelBuffer rgba = core::composite(document.snapshot(), document.rect());
    core::PixelBuffer out(rgba.width(), rgba.height(), 3);
    for (std::size_t i = 0; i < rgba.count() / 4; ++i) {
        const float* const from = rgba.data() + i * 4;
        for (int c = 0; c < 3; ++c) {
            out.data()[i * 3 + static_cast<std::size_t>(c)] =
                std::clamp(from[c] * from[3] + 0.5F * (1.0F - from[3]), 0.0F, 1.0F);
        }
    }
    return out;
}

core::Size modelSizeFor(core::Size size, const diffusion::ModelInfo& model)
{
    const int multiple = std::max(1, model.sizeMultiple);
    const double longest = std::max(size.width, size.height);
    const double wanted =
        std::clamp(longest, static_cast<double>(model.nativeSide),
                   static_cast<double>(std::max(model.maxSide, model.nativeSide)));
    const auto side = [&](int length) {
        const auto cells = std::lround(length * wanted / longest / multiple);
        return static_cast<int>(std::max(1L, cells)) * multiple;
    };
    return {side(size.width), side(size.height)};
}

GenerationSession::GenerationSession(const GenerationArguments& arguments)
    : m_arguments(arguments), m_reporter(arguments.json), m_where(locations()),
      m_sink(arguments.verbose ? &logToStderr : nullptr),
      m_codec([this] { return openCodec(m_where, m_sink); }),
      m_engine([this] { return openEngine(m_where, m_sink); })
{
    core::setLogSink(m_sink);
    m_seed = arguments.seed ? *arguments.seed : std::random_device{}();
}

int GenerationSession::run(const std::function<Status()>& work)
{
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
    auto opened = core::openDocument(input, m_codec);
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
    auto info = m_engine.modelInfo(resolveModelPath(m_arguments.model));
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
    request.model = resolveModelPath(m_arguments.model);
    request.action = action;
    request.prompt = m_arguments.prompt;
    request.negativePrompt = m_arguments.negativePrompt;
    request.scheduler = m_arguments.sampler;
    request.steps = m_arguments.steps;
    request.guidanceScale = m_arguments.guidance;
    request.imageGuidanceScale = m_arguments.imageGuidance;
    request.guidanceRescale = m_arguments.guidanceRescale;
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
    auto result = runRequest(m_engine, std::move(request),
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

Status GenerationSession::fillSelection(
    diffusion::Action action, const core::FillOptions& options,
    const std::function<void(const core::PreparedFill&, const diffusion::ModelInfo&,
                             diffusion::FillRequest&)>& adjust)
{
    const auto info = modelFor(action);
    if (!info) {
        return core::fail(info.error());
    }
    core::FillConstraints constraints;
    constraints.sizeMultiple = info->sizeMultiple;
    constraints.nativeSide = info->nativeSide;
    constraints.maxSide = info->maxSide;
    constraints.padding = info->contextPadding(action);
    const auto prepared = core::prepareFills(m_document->snapshot(), constraints, options);
    if (!prepared) {
        return core::fail(prepared.error());
    }
    const int parts = static_cast<int>(prepared->size());
    for (int part = 1; part <= parts; ++part) {
        const core::PreparedFill& one = (*prepared)[static_cast<std::size_t>(part - 1)];
        diffusion::FillRequest filling = request(action);
        filling.image = one.image;
        filling.mask = one.mask;
        filling.modelSize = one.plan.modelSize;
        if (adjust) {
            adjust(one, *info, filling);
        }
        const auto result = generate(std::move(filling), part, parts);
        if (!result) {
            return core::fail(result.error());
        }
        auto layer = core::finishFill(one, result->image, actionName(action));
        if (!layer) {
            return core::fail(layer.error());
        }
        m_used.seed = result->parameters.seed;
        layer->recipe = recipe(action);
        m_used.seed = m_seed;
        m_document->insertLayer(static_cast<int>(m_document->layers().size()), std::move(*layer));
    }
    return {};
}

std::string GenerationSession::recipe(diffusion::Action action) const
{
    nlohmann::json recipe = {{"action", actionName(action)},
                             {"model", m_used.model},
                             {"modelTitle", m_used.modelTitle},
                             {"prompt", m_arguments.prompt},
                             {"negativePrompt", m_arguments.negativePrompt},
                             {"sampler", m_used.scheduler},
                             {"steps", m_used.steps},
                             {"guidance", m_used.guidanceScale},
                             {"strength", m_used.strength},
                             {"seed", m_used.seed}};
    for (const diffusion::LoraUse& lora : m_arguments.loras) {
        recipe["loras"].push_back({{"file", lora.path}, {"weight", lora.weight}});
    }
    if (!m_arguments.embeddings.empty()) {
        recipe["embeddings"] = m_arguments.embeddings;
    }
    return recipe.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Names can only be checked once the engine is there; still it is the usage that is wrong.
int GenerationSession::checkSampler()
{
    if (m_arguments.sampler.empty()) {
        return kExitDone;
    }
    std::string known;
    for (const diffusion::SchedulerInfo& info : m_engine.schedulers()) {
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
    m_previewStatus = m_codec.write(numbered(m_arguments.previewFolder, ++m_previews),
                                    pictureOf(*progress.preview), {}, {});
}

Status GenerationSession::save()
{
    const core::DocumentSnapshot snapshot = m_document->snapshot();
    return core::isLayeredPath(m_arguments.output)
               ? core::saveDocument(snapshot, m_arguments.output, m_codec)
               : core::exportFlat(snapshot, m_arguments.output, m_codec);
}

} // namespace app
