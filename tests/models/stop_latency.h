#pragma once

/// How soon a network's forward ends after a stop request in its middle.

#include <chrono>
#include <functional>
#include <optional>
#include <thread>

#include "diffusion/models/run_context.h"

/// Nothing where `forward` was done before it was asked, 150 ms after it began.
inline std::optional<std::chrono::milliseconds>
stopLatency(const std::function<void(const diffusion::RunContext&)>& forward)
{
    using Clock = std::chrono::steady_clock;
    std::stop_source stop;
    Clock::time_point asked;
    std::jthread asker([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(150)); // into the forward's middle
        asked = Clock::now();
        stop.request_stop();
    });
    bool cancelled = false;
    try {
        forward(diffusion::RunContext{stop.get_token()});
    } catch (const diffusion::Cancelled&) {
        cancelled = true;
    }
    const Clock::time_point ended = Clock::now();
    asker.join();
    if (!cancelled) {
        return std::nullopt;
    }
    return std::chrono::duration_cast<std::chrono::milliseconds>(ended - asked);
}
