/// The symbols of stillwater_engine.so.

#include <exception>

#include "diffusion/engine.h"
#include "diffusion/model_catalogue.h"

#define STILLWATER_EXPORT extern "C" __attribute__((visibility("default")))

STILLWATER_EXPORT diffusion::FillService*
stillwater_create_engine(const diffusion::EngineOptions& options)
{
    try {
        return diffusion::createEngine(options).release();
    } catch (const std::exception&) {
        return nullptr; // no exception crosses the border of a module
    }
}

STILLWATER_EXPORT diffusion::ModelCatalogue*
stillwater_create_catalogue(const diffusion::EngineOptions& options)
{
    try {
        return diffusion::createCatalogue(options).release();
    } catch (const std::exception&) {
        return nullptr;
    }
}
