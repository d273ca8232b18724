#pragma once

/// What all commands with a model do around their own work: modules, checks before the work,
/// progress, saving, the one line at the end. Main thread only.

#include <functional>
#include <memory>
#include <string>

#include "app/cli/arguments.h"
#include "app/cli/reporter.h"
#include "app/common/lazy_codec.h"
#include "app/common/lazy_engine.h"
#include "app/common/modules.h"
#include "core/document/document.h"
#include "core/fill/fill_job.h"

namespace app {

class GenerationSession {
public:
    /// `arguments` must outlive this.
    explicit GenerationSession(const GenerationArguments& arguments);

    /// Checks sampler and output, does `work`, which leaves a document, and saves that. Returns an
    /// ExitCode. The first failure ends it with one line.
    int run(const std::function<core::Status()>& work);

    /// Opens `input` as the document.
    [[nodiscard]] core::Status open(const std::string& input);
    void setDocument(std::unique_ptr<core::Document> document);
    [[nodiscard]] core::Document& document() { return *m_document; }
    [[nodiscard]] const core::ImageCodec& codec() const { return m_codec; }

    /// The chosen model; an error where it cannot do `action`.
    [[nodiscard]] core::Result<diffusion::ModelInfo> modelFor(diffusion::Action action) const;

    /// A request with all that the arguments say; image, mask and sizes are the caller's.
    [[nodiscard]] diffusion::FillRequest request(diffusion::Action action) const;

    /// Runs one request. `part` of `parts` is told with the progress and added to the seed.
    [[nodiscard]] core::Result<diffusion::FillResult> generate(diffusion::FillRequest request,
                                                               int part = 1, int parts = 1);

    /// Generates all of the document's selection and puts the results on top as layers named after
    /// the action. `adjust` may change each request before it runs.
    [[nodiscard]] core::Status
    fillSelection(diffusion::Action action, const core::FillOptions& options = {},
                  const std::function<void(const core::PreparedFill&, const diffusion::ModelInfo&,
                                           diffusion::FillRequest&)>& adjust = {});

    /// How a layer was made, as JSON; after generate().
    [[nodiscard]] std::string recipe(diffusion::Action action) const;

private:
    int checkSampler();
    core::Status checkOutput() const;
    core::Status save();
    void show(const diffusion::FillProgress& progress, int part, int parts);

    const GenerationArguments& m_arguments;
    Reporter m_reporter;
    Locations m_where;
    core::LogSink m_sink;
    LazyCodec m_codec;
    LazyEngine m_engine;
    std::unique_ptr<core::Document> m_document;
    std::uint64_t m_seed = 0;
    int m_previews = 0;
    core::Status m_previewStatus;
    diffusion::FillParameters m_used;
    double m_seconds = 0;
};

/// "Remove", "Fill", ... as layers are named.
[[nodiscard]] const char* actionName(diffusion::Action action);

/// (h, w, 3) as an opaque picture.
[[nodiscard]] core::TiledImage pictureOf(const core::PixelBuffer& rgb);

/// What shows of the document, (h, w, 3); transparent parts are mid grey.
[[nodiscard]] core::PixelBuffer visiblePicture(const core::Document& document);

/// The size the network works at for a picture of `size`: its shape, multiples of what the model
/// wants, at most maxSide, and no smaller than the native side unless `size` is.
[[nodiscard]] core::Size modelSizeFor(core::Size size, const diffusion::ModelInfo& model);

} // namespace app
