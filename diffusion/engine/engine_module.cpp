/// The one symbol of stillwater_engine.so.

#include <exception>

#include "diffusion/engine.h"

extern "C" __attribute__((visibility("default"))) diffusion::FillService*
stillwater_create_engine(const diffusion::EngineOptions& options)
{
    try {
        return diffusion::createEngine(options).release();
    } catch (const std::exception&) {
        return nullptr; // no exception crosses the border of a module
    }
}
