#include "diffusion/engine/fill_engine.h"
#include "diffusion/engine/model_loader.h"

namespace diffusion {

std::unique_ptr<FillService> createEngine(EngineOptions options)
{
    if (options.logSink != nullptr) {
        core::setLogSink(options.logSink); // a shared module has its own copy of the receiver
    }
    auto loader = makeModelLoader(options.moduleFolder,
                                  {options.device, options.precision});
    return std::make_unique<FillEngine>(std::move(loader), std::move(options));
}

} // namespace diffusion
