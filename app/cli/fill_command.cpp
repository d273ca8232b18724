#include "app/cli/fill_command.h"

#include <cstdio>
#include <filesystem>
#include <random>

#include <nlohmann/json.hpp>

#include "app/cli/fill_waiter.h"
#include "app/cli/interruption.h"
#include "app/cli/reporter.h"
#include "app/cli/run_cli.h"
#include "app/common/lazy_codec.h"
#include "app/common/lazy_engine.h"
#include "app/common/modules.h"
#include "core/fill/fill_job.h"
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

const char* actionName(diffusion::Action action)
{
    return action == diffusion::Action::Fill ? "Fill" : "Remove";
}

std::string numbered(const std::string& folder, int number)
{
    char name[32];
    std::snprintf(name, sizeof name, "step-%04d.png", number);
    return folder + "/" + name;
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

std::string recipeOf(const FillArguments& arguments, const diffusion::FillParameters& used)
{
    const nlohmann::json recipe = {{"action", actionName(arguments.action)},
                                   {"model", used.model},
                                   {"modelTitle", used.modelTitle},
                                   {"prompt", arguments.prompt},
                                   {"negativePrompt", arguments.negativePrompt},
                                   {"sampler", used.scheduler},
                                   {"steps", used.steps},
                                   {"guidance", used.guidanceScale},
                                   {"strength", used.strength},
                                   {"seed", used.seed}};
    return recipe.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Everything one run needs, in the order it happens. The first failure ends it.
class FillRun {
public:
    explicit FillRun(const FillArguments& arguments)
        : m_arguments(arguments), m_reporter(arguments.json), m_where(locations()),
          m_sink(arguments.verbose ? &logToStderr : nullptr),
          m_codec([this] { return openCodec(m_where, m_sink); }),
          m_engine([this] { return openEngine(m_where, m_sink); })
    {
        core::setLogSink(m_sink);
        m_seed = arguments.seed ? *arguments.seed : std::random_device{}();
    }

    int run()
    {
        if (const int code = checkSampler(); code != kExitDone) {
            return code;
        }
        Status status = checkOutput();
        status = status ? open() : status;
        status = status ? generate() : status;
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

private:
    /// Names can only be checked once the engine is there; still it is the usage that is wrong.
    int checkSampler()
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
    Status checkOutput()
    {
        namespace fs = std::filesystem;
        const std::string& output = m_arguments.output;
        const core::FlatFormat* flat = core::flatFormatForExtension(core::extensionOf(output));
        if (!core::isLayeredPath(output) && (flat == nullptr || !flat->writable)) {
            return core::fail(ErrorCode::Unsupported,
                              output +
                                  ": the name must end in .ora, .jpg, .png, .tif, .webp or .exr");
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

    Status open()
    {
        auto opened = core::openDocument(m_arguments.input, m_codec);
        if (!opened) {
            return core::fail(opened.error());
        }
        for (const std::string& warning : opened->warnings) {
            m_reporter.warning(warning);
        }
        m_document = std::move(opened->document);
        auto mask = core::readMask(m_arguments.mask, m_document->size(), m_codec);
        if (!mask) {
            return core::fail(mask.error());
        }
        m_document->setMask(std::move(*mask), m_document->rect());
        return {};
    }

    Status generate()
    {
        const std::string model = resolveModelPath(m_arguments.model);
        const auto info = m_engine.modelInfo(model);
        if (!info) {
            return core::fail(info.error());
        }
        core::FillConstraints constraints;
        constraints.sizeMultiple = info->sizeMultiple;
        constraints.nativeSide = info->nativeSide;
        constraints.maxSide = info->maxSide;
        const auto prepared = core::prepareFills(m_document->snapshot(), constraints);
        if (!prepared) {
            return core::fail(prepared.error());
        }
        m_parts = static_cast<int>(prepared->size());
        for (m_part = 1; m_part <= m_parts; ++m_part) {
            const auto& one = (*prepared)[static_cast<std::size_t>(m_part - 1)];
            if (Status status = generatePart(one, model); !status) {
                return status;
            }
        }
        return {};
    }

    Status generatePart(const core::PreparedFill& prepared, const std::string& model)
    {
        auto result = runRequest(m_engine, requestFor(prepared, model),
                                 [this](const auto& progress) { show(progress); });
        if (!result) {
            return core::fail(result.error());
        }
        if (!m_previewStatus) {
            return m_previewStatus;
        }
        auto layer = core::finishFill(prepared, result->image, actionName(m_arguments.action));
        if (!layer) {
            return core::fail(layer.error());
        }
        m_used = result->parameters;
        m_seconds += result->seconds;
        layer->recipe = recipeOf(m_arguments, m_used);
        m_used.seed = m_seed;
        m_document->insertLayer(static_cast<int>(m_document->layers().size()), std::move(*layer));
        return {};
    }

    diffusion::FillRequest requestFor(const core::PreparedFill& prepared, const std::string& model)
    {
        diffusion::FillRequest request;
        request.model = model;
        request.action = m_arguments.action;
        request.image = prepared.image;
        request.mask = prepared.mask;
        request.modelSize = prepared.plan.modelSize;
        request.prompt = m_arguments.prompt;
        request.negativePrompt = m_arguments.negativePrompt;
        request.scheduler = m_arguments.sampler;
        request.steps = m_arguments.steps;
        request.guidanceScale = m_arguments.guidance;
        request.strength = m_arguments.strength;
        request.seed = m_seed + static_cast<std::uint64_t>(m_part - 1);
        request.threads = m_arguments.threads;
        request.previews = !m_arguments.previewFolder.empty();
        return request;
    }

    void show(const diffusion::FillProgress& progress)
    {
        m_reporter.progress(progress, m_part, m_parts);
        if (m_arguments.previewFolder.empty() || !progress.preview || !m_previewStatus) {
            return;
        }
        m_previewStatus = m_codec.write(numbered(m_arguments.previewFolder, ++m_previews),
                                        pictureOf(*progress.preview), {}, {});
    }

    Status save()
    {
        const core::DocumentSnapshot snapshot = m_document->snapshot();
        return core::isLayeredPath(m_arguments.output)
                   ? core::saveDocument(snapshot, m_arguments.output, m_codec)
                   : core::exportFlat(snapshot, m_arguments.output, m_codec);
    }

    const FillArguments& m_arguments;
    Reporter m_reporter;
    Locations m_where;
    core::LogSink m_sink;
    LazyCodec m_codec;
    LazyEngine m_engine;
    std::unique_ptr<core::Document> m_document;
    std::uint64_t m_seed = 0;
    int m_part = 0;
    int m_parts = 0;
    int m_previews = 0;
    Status m_previewStatus;
    diffusion::FillParameters m_used;
    double m_seconds = 0;
};

} // namespace

int runFillCommand(const FillArguments& arguments)
{
    return FillRun(arguments).run();
}

} // namespace app
