#include "diffusion/training/checkpoint.h"

#include <map>

#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/safetensors.h"

namespace diffusion::training {

namespace {

std::string field(const std::map<std::string, std::string>& metadata, const std::string& key)
{
    const auto found = metadata.find(key);
    return found == metadata.end() ? std::string("0") : found->second;
}

} // namespace

core::Status saveCheckpoint(const std::string& path, const std::string& config, RunState& state)
{
    try {
        writeSafetensors(path,
                         {{"parameters", state.parameters->valueTensor().cpu()},
                          {"average", state.average.cpu()},
                          {"first_moment", state.optimiser->firstMoment().cpu()},
                          {"second_moment", state.optimiser->secondMoment().cpu()}},
                         {{"config", config},
                          {"steps", std::to_string(state.steps)},
                          {"samples", std::to_string(state.samples)},
                          {"seconds", std::to_string(state.seconds)},
                          {"updates", std::to_string(state.optimiser->updates())}});
    } catch (const LoadError& error) {
        return core::fail(error.error());
    }
    return {};
}

core::Status loadCheckpoint(const std::string& path, const std::string& config, RunState& state)
{
    try {
        const auto metadata = readSafetensorsMetadata(path);
        if (field(metadata, "config") != config) {
            return core::fail(core::ErrorCode::BadWeights,
                              path + ": belongs to a run with another configuration; use that one, "
                                     "or start anew with another file name");
        }
        const auto source = openSafetensors(path);
        const auto size = static_cast<std::int64_t>(state.parameters->size());
        const auto fetch = [&](const char* name, const at::Tensor& to) {
            const at::Tensor stored = source->read(name, {size});
            if (stored.numel() != size || stored.scalar_type() != at::kFloat) {
                throw LoadError(core::ErrorCode::BadWeights,
                                path + ": `" + name + "` has another size than this run needs");
            }
            to.copy_(stored);
        };
        fetch("parameters", state.parameters->valueTensor());
        state.parameters->publish();
        fetch("average", state.average);
        fetch("first_moment", state.optimiser->firstMoment());
        fetch("second_moment", state.optimiser->secondMoment());
        state.steps = std::stoll(field(metadata, "steps"));
        state.samples = std::stoll(field(metadata, "samples"));
        state.seconds = std::stod(field(metadata, "seconds"));
        state.optimiser->setUpdates(std::stoll(field(metadata, "updates")));
    } catch (const LoadError& error) {
        return core::fail(error.error());
    } catch (const std::exception& error) {
        return core::fail(core::ErrorCode::Unreadable, path + ": " + error.what());
    }
    return {};
}

} // namespace diffusion::training
