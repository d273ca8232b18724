#pragma once

/// Reading scheduler_config.json. Every scheduler asks for its own keys with its own defaults, so
/// that a configuration written for one method can be handed to another, as the field does.

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace diffusion {

/// Parses JSON as Python writes it: NaN, Infinity and -Infinity are allowed outside strings and
/// become the strings of that name. Throws std::invalid_argument with `what` in the message.
[[nodiscard]] nlohmann::json parsePythonJson(const std::string& text, const std::string& what);

class SchedulerConfig {
public:
    SchedulerConfig() = default;
    explicit SchedulerConfig(nlohmann::json values) : m_values(std::move(values)) {}

    /// Absent or null gives `fallback`; another type throws std::invalid_argument.
    [[nodiscard]] double number(const char* key, double fallback) const;
    [[nodiscard]] int integer(const char* key, int fallback) const;
    [[nodiscard]] bool flag(const char* key, bool fallback) const;
    [[nodiscard]] std::string text(const char* key, const std::string& fallback) const;
    [[nodiscard]] std::optional<double> maybeNumber(const char* key) const;
    [[nodiscard]] std::vector<double> numbers(const char* key) const;

    /// Throws std::invalid_argument unless text(key, fallback) is one of `allowed`.
    [[nodiscard]] std::string choice(const char* key, const std::string& fallback,
                                     const std::vector<std::string>& allowed) const;

    /// These values with those of `overrides` over them.
    [[nodiscard]] SchedulerConfig with(const nlohmann::json& overrides) const;

    [[nodiscard]] const nlohmann::json& values() const { return m_values; }

private:
    nlohmann::json m_values = nlohmann::json::object();
};

} // namespace diffusion
