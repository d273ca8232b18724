#pragma once

/// The table of sampling methods. To add one: a file with a make function, declared and listed in
/// registry.cpp; the contract test and the parity check pick it up from the table.

#include <memory>
#include <span>
#include <string_view>

#include "diffusion/engine/schedulers/config.h"
#include "diffusion/engine/schedulers/scheduler.h"

namespace diffusion {

struct SchedulerEntry {
    const char* id;        ///< what requests and settings name ("dpmpp-2m")
    const char* title;     ///< for people
    const char* className; ///< `_class_name` in scheduler_config.json
    const char* overrides; ///< JSON laid over the model's configuration when chosen by id
    std::unique_ptr<Scheduler> (*make)(const SchedulerConfig& config);
};

[[nodiscard]] std::span<const SchedulerEntry> schedulerRegistry();

/// Null if there is none of that id.
[[nodiscard]] const SchedulerEntry* findScheduler(std::string_view id);

/// The entry that says best what `config` of class `className` is; null for an unknown class.
[[nodiscard]] const SchedulerEntry* findSchedulerOfClass(std::string_view className,
                                                         const SchedulerConfig& config);

/// The method `entry` with the schedule, prediction type and spacing of `modelConfig`.
[[nodiscard]] std::unique_ptr<Scheduler> makeScheduler(const SchedulerEntry& entry,
                                                       const SchedulerConfig& modelConfig);

} // namespace diffusion
