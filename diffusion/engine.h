#pragma once

/// Makes the engine. The program gets it from the shared module `stillwater_engine`, which it opens
/// in the background so that a window is on screen before libtorch is mapped.

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "core/base/log.h"
#include "core/base/pixel_buffer.h"
#include "core/base/result.h"
#include "diffusion/fill_service.h"

namespace diffusion {

/// Paints the region under `mask` (H, W, 1; > 0 counts as hole) of `image` (H, W, 3) from what
/// surrounds it, in place. Runs on the engine's thread; returns Cancelled soon after a stop request.
using Prefiller = std::function<core::Status(core::PixelBuffer& image, const core::PixelBuffer& mask,
                                             std::uint64_t seed, std::stop_token stop)>;

struct EngineOptions {
    std::string embeddedModel;  ///< diffusers folder of the model that ships with the program
    std::string moduleFolder;   ///< where stillwater_sentencepiece.so lies
    std::string device = "auto";    ///< of the networks: auto, cpu, cuda
    std::string precision = "auto"; ///< auto, float32, bfloat16, float16
    Prefiller prefiller;        ///< may be empty: Prefill::Exemplar is then refused
    core::LogSink logSink = nullptr;
};

/// Starts the worker thread. The destructor cancels what runs and waits for it (under 200 ms).
[[nodiscard]] std::unique_ptr<FillService> createEngine(EngineOptions options);

/// Signature and name of the one symbol the module exports.
using CreateEngineFunction = FillService* (*)(const EngineOptions&);
inline constexpr const char* kCreateEngineSymbol = "stillwater_create_engine";
inline constexpr const char* kEngineModule = "stillwater_engine.so";

} // namespace diffusion
