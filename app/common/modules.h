#pragma once

/// The parts of the program that are opened at run time: where they and the resources lie, and how
/// to get an ImageCodec and a FillService out of them. Opening takes 0.3 to 1 s and belongs on a
/// background thread (LazyCodec and LazyEngine do that). Any thread.

#include <memory>
#include <string>

#include "core/base/log.h"
#include "core/base/result.h"
#include "core/io/image_codec.h"
#include "core/selection/foreground_cut.h"
#include "diffusion/fill_service.h"
#include "diffusion/model_catalogue.h"

namespace app {

/// The same relative layout in a build folder and in an installation.
struct Locations {
    std::string moduleFolder; ///< <prefix>/lib/stillwater
    std::string dataFolder;   ///< <prefix>/share/stillwater

    /// The model that ships with the program.
    [[nodiscard]] std::string embeddedModel() const { return dataFolder + "/models/stillwater-1"; }
};

/// Found from the place of the running executable, which lies in <prefix>/bin (or a sibling).
[[nodiscard]] Locations locations();

/// $XDG_DATA_HOME/stillwater/models, where users put their own models.
[[nodiscard]] std::string userModelFolder();

/// What to hand to the engine for what the user typed: empty stays empty (the embedded model), a
/// path that exists is taken as it is, a bare name is looked for in userModelFolder().
[[nodiscard]] std::string resolveModelPath(const std::string& typed);

/// Errors: NotFound or Unreadable, naming the module. The library stays mapped for good.
[[nodiscard]] core::Result<std::unique_ptr<core::ImageCodec>> openCodec(const Locations& where,
                                                                        core::LogSink sink);

/// As openCodec: what the smart selection needs.
[[nodiscard]] core::Result<std::unique_ptr<core::ForegroundCut>>
openForegroundCut(const Locations& where);

/// As openCodec; the engine gets the exemplar fill as its Prefiller.
[[nodiscard]] core::Result<std::unique_ptr<diffusion::FillService>>
openEngine(const Locations& where, core::LogSink sink);

/// As openEngine: what models there are, without the engine's thread.
[[nodiscard]] core::Result<std::unique_ptr<diffusion::ModelCatalogue>>
openCatalogue(const Locations& where, core::LogSink sink);

} // namespace app
