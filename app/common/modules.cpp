#include "app/common/modules.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <dlfcn.h>

#include "core/exemplar/exemplar_fill.h"
#include "diffusion/engine.h"

namespace app {

namespace {

namespace fs = std::filesystem;

using core::ErrorCode;

/// The address of `symbol` in the library, which stays mapped for the rest of the process: code of
/// it may be on the stack of any thread.
core::Result<void*> symbolOf(const std::string& library, const char* symbol)
{
    std::error_code error;
    if (!fs::exists(library, error)) {
        return core::fail(ErrorCode::NotFound,
                          library + ": a part of the program is missing; install it again");
    }
    // Local, so that the libraries behind two modules do not find each other's symbols.
    void* handle = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (handle == nullptr) {
        const char* reason = ::dlerror();
        return core::fail(ErrorCode::Unreadable,
                          library + ": cannot be loaded, " +
                              (reason != nullptr ? reason : "unknown reason"));
    }
    void* address = ::dlsym(handle, symbol);
    if (address == nullptr) {
        return core::fail(ErrorCode::Unreadable,
                          library + ": is of another version of the program; install it again");
    }
    return address;
}

core::Status prefill(core::PixelBuffer& image, const core::PixelBuffer& mask, std::uint64_t seed,
                     std::stop_token stop)
{
    core::ExemplarOptions options;
    options.seed = seed;
    options.removing = true; // the engine hands over the picture with the thing still in it
    return core::exemplarFill(image, mask, options, std::move(stop));
}

std::string environment(const char* name)
{
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

diffusion::EngineOptions engineOptions(const Locations& where, core::LogSink sink)
{
    diffusion::EngineOptions options;
    options.embeddedModel = where.embeddedModel();
    options.moduleFolder = where.moduleFolder;
    options.prefiller = &prefill;
    if (const std::string device = environment("STILLWATER_DEVICE"); !device.empty()) {
        options.device = device;
    }
    if (const std::string precision = environment("STILLWATER_PRECISION"); !precision.empty()) {
        options.precision = precision;
    }
    options.logSink = sink;
    return options;
}

} // namespace

Locations locations()
{
    std::error_code error;
    const fs::path executable = fs::read_symlink("/proc/self/exe", error);
    const fs::path prefix = executable.parent_path().parent_path();
    Locations where;
    where.moduleFolder = (prefix / "lib" / "stillwater").string();
    where.dataFolder = (prefix / "share" / "stillwater").string();
    return where;
}

std::string userModelFolder()
{
    std::string data = environment("XDG_DATA_HOME");
    if (data.empty() || data.front() != '/') {
        data = environment("HOME") + "/.local/share";
    }
    return data + "/stillwater/models";
}

std::string resolveModelPath(const std::string& typed)
{
    std::error_code error;
    if (typed.empty() || fs::exists(typed, error)) {
        return typed;
    }
    const fs::path named = fs::path(userModelFolder()) / typed;
    return fs::exists(named, error) ? named.string() : typed;
}

core::Result<std::unique_ptr<core::ImageCodec>> openCodec(const Locations& where,
                                                          core::LogSink sink)
{
    const auto symbol =
        symbolOf(where.moduleFolder + "/" + core::kCodecModule, core::kCreateCodecSymbol);
    if (!symbol) {
        return core::fail(symbol.error());
    }
    const auto create = reinterpret_cast<core::CreateCodecFunction>(*symbol);
    return std::unique_ptr<core::ImageCodec>(create(sink));
}

core::Result<std::unique_ptr<core::ForegroundCut>> openForegroundCut(const Locations& where)
{
    const auto symbol =
        symbolOf(where.moduleFolder + "/" + core::kVisionModule, core::kCreateForegroundCutSymbol);
    if (!symbol) {
        return core::fail(symbol.error());
    }
    const auto create = reinterpret_cast<core::CreateForegroundCutFunction>(*symbol);
    return std::unique_ptr<core::ForegroundCut>(create());
}

core::Result<std::unique_ptr<diffusion::FillService>> openEngine(const Locations& where,
                                                                 core::LogSink sink)
{
    const auto symbol = symbolOf(where.moduleFolder + "/" + diffusion::kEngineModule,
                                 diffusion::kCreateEngineSymbol);
    if (!symbol) {
        return core::fail(symbol.error());
    }
    const auto create = reinterpret_cast<diffusion::CreateEngineFunction>(*symbol);
    std::unique_ptr<diffusion::FillService> engine(create(engineOptions(where, sink)));
    if (!engine) {
        return core::fail(ErrorCode::Internal, "the engine could not be started");
    }
    return engine;
}

core::Result<std::unique_ptr<diffusion::ModelCatalogue>> openCatalogue(const Locations& where,
                                                                       core::LogSink sink)
{
    const auto symbol = symbolOf(where.moduleFolder + "/" + diffusion::kEngineModule,
                                 diffusion::kCreateCatalogueSymbol);
    if (!symbol) {
        return core::fail(symbol.error());
    }
    const auto create = reinterpret_cast<diffusion::CreateCatalogueFunction>(*symbol);
    std::unique_ptr<diffusion::ModelCatalogue> catalogue(create(engineOptions(where, sink)));
    if (!catalogue) {
        return core::fail(ErrorCode::Internal, "the list of models could not be made");
    }
    return catalogue;
}

} // namespace app
