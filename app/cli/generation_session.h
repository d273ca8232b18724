#pragma once

/// What all commands with a model do around their own work: modules, checks before the work,
/// progress, saving, the one line at the end. Main thread only.

#include <functional>
#include <memory>
#include <string>

#include "app/cli/arguments.h"
#include "app/cli/remote_engine.h"
#include "app/cli/reporter.h"
#include "app/common/lazy_codec.h"
#include "app/common/lazy_engine.h"
#include "app/common/modules.h"
#include "core/document/document.h"
#include "core/fill/fill_job.h"
#include "core/fill/whole_picture.h"

namespace app {

/// The parts that are opened at run time, in the background from when this is made.
struct Modules {
    /// `withEngine`: false where servers do its work.
    explicit Modules(bool verbose, bool withEngine = true);

    Locations where;
    core::LogSink sink;
    LazyCodec codec;
    LazyEngine engine;
};

/// How a selection is generated.
struct SelectionFill {
    diffusion::Action action = diffusion::Action::Remove;
    const char* title = nullptr; ///< of the layers; null = the action's
    const char* task = nullptr;  ///< in recipes; null = the action's
    core::FillOptions options;
    /// May change each request before it runs.
    std::function<void(const core::PreparedFill&, const diffusion::ModelInfo&,
                       diffusion::FillRequest&)>
        adjust;
};

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
    [[nodiscard]] const core::ImageCodec& codec() const { return m_modules->codec; }

    /// The chosen model; an error where it cannot do `action`.
    [[nodiscard]] core::Result<diffusion::ModelInfo> modelFor(diffusion::Action action) const;

    /// A request with all that the arguments say; image, mask and sizes are the caller's.
    [[nodiscard]] diffusion::FillRequest request(diffusion::Action action) const;

    /// Runs one request. `part` of `parts` is told with the progress and added to the seed.
    [[nodiscard]] core::Result<diffusion::FillResult> generate(diffusion::FillRequest request,
                                                               int part = 1, int parts = 1);

    /// Generates all of the document's selection and puts the results on top as layers.
    [[nodiscard]] core::Status fillSelection(const SelectionFill& how);

    /// How a layer was made, as JSON; after generate(). `size` of the picture that was generated.
    [[nodiscard]] std::string recipe(const char* task, core::Size size);

private:
    core::Status connect();
    [[nodiscard]] std::string modelPath() const;
    [[nodiscard]] diffusion::FillService& service() const;
    int checkSampler();
    core::Status checkOutput() const;
    core::Status save();
    void show(const diffusion::FillProgress& progress, int part, int parts);

    const GenerationArguments& m_arguments;
    Reporter m_reporter;
    std::shared_ptr<Modules> m_modules;
    std::unique_ptr<RemoteEngine> m_remote; ///< null = this machine
    std::unique_ptr<core::Document> m_document;
    std::uint64_t m_seed = 0;
    int m_previews = 0;
    core::Status m_previewStatus;
    diffusion::FillParameters m_used;
    double m_seconds = 0;
    std::string m_modelHash;
};

/// "Remove", "Fill", ... as layers are named.
[[nodiscard]] const char* actionName(diffusion::Action action);
/// "remove", "fill", ... as recipes say it.
[[nodiscard]] const char* actionId(diffusion::Action action);

/// What the model asks of the planning of fills.
[[nodiscard]] core::FillConstraints constraintsOf(const diffusion::ModelInfo& model,
                                                  diffusion::Action action);

} // namespace app
