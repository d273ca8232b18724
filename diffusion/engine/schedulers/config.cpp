#include "diffusion/engine/schedulers/config.h"

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>
#include <string_view>

namespace diffusion {
namespace {

/// `text` with the bare words NaN, Infinity and -Infinity put in quotes.
std::string quoteSpecialNumbers(const std::string& text)
{
    constexpr std::array<std::string_view, 3> words{"-Infinity", "Infinity", "NaN"};
    std::string out;
    out.reserve(text.size());
    bool inString = false;
    for (std::size_t i = 0; i < text.size();) {
        if (inString && text[i] == '\\' && i + 1 < text.size()) {
            out.append(text, i, 2);
            i += 2;
            continue;
        }
        inString = inString != (text[i] == '"');
        const auto word = std::find_if(words.begin(), words.end(), [&](std::string_view w) {
            return !inString && text.compare(i, w.size(), w) == 0;
        });
        if (word != words.end()) {
            out.append("\"").append(*word).append("\"");
            i += word->size();
        } else {
            out.push_back(text[i++]);
        }
    }
    return out;
}

[[noreturn]] void wrongType(const char* key, const char* wanted)
{
    throw std::invalid_argument(std::string("scheduler configuration: \"") + key + "\" is not " +
                                wanted);
}

} // namespace

nlohmann::json parsePythonJson(const std::string& text, const std::string& what)
{
    nlohmann::json parsed =
        nlohmann::json::parse(quoteSpecialNumbers(text), nullptr, /*allow_exceptions=*/false);
    if (parsed.is_discarded()) {
        throw std::invalid_argument(what + ": not valid JSON");
    }
    return parsed;
}

std::optional<double> SchedulerConfig::maybeNumber(const char* key) const
{
    const auto it = m_values.find(key);
    if (it == m_values.end() || it->is_null()) {
        return std::nullopt;
    }
    if (it->is_number()) {
        return it->get<double>();
    }
    if (it->is_string()) {
        const auto& word = it->get_ref<const std::string&>();
        if (word == "-Infinity" || word == "Infinity") {
            const double infinity = std::numeric_limits<double>::infinity();
            return word == "Infinity" ? infinity : -infinity;
        }
    }
    wrongType(key, "a number");
}

double SchedulerConfig::number(const char* key, double fallback) const
{
    return maybeNumber(key).value_or(fallback);
}

int SchedulerConfig::integer(const char* key, int fallback) const
{
    const double value = number(key, fallback);
    if (!(value >= -1e9 && value <= 1e9)) {
        wrongType(key, "a whole number of sensible size");
    }
    return static_cast<int>(value);
}

bool SchedulerConfig::flag(const char* key, bool fallback) const
{
    const auto it = m_values.find(key);
    if (it == m_values.end() || it->is_null()) {
        return fallback;
    }
    if (!it->is_boolean()) {
        wrongType(key, "true or false");
    }
    return it->get<bool>();
}

std::string SchedulerConfig::text(const char* key, const std::string& fallback) const
{
    const auto it = m_values.find(key);
    if (it == m_values.end() || it->is_null()) {
        return fallback;
    }
    if (!it->is_string()) {
        wrongType(key, "a text");
    }
    return it->get<std::string>();
}

std::vector<double> SchedulerConfig::numbers(const char* key) const
{
    const auto it = m_values.find(key);
    if (it == m_values.end() || it->is_null()) {
        return {};
    }
    if (!it->is_array() ||
        !std::all_of(it->begin(), it->end(), [](const auto& v) { return v.is_number(); })) {
        wrongType(key, "a list of numbers");
    }
    return it->get<std::vector<double>>();
}

std::string SchedulerConfig::choice(const char* key, const std::string& fallback,
                                    const std::vector<std::string>& allowed) const
{
    std::string value = text(key, fallback);
    if (std::find(allowed.begin(), allowed.end(), value) == allowed.end()) {
        throw std::invalid_argument(std::string("scheduler configuration: \"") + key + "\" is \"" +
                                    value + "\", which this program does not know");
    }
    return value;
}

SchedulerConfig SchedulerConfig::with(const nlohmann::json& overrides) const
{
    nlohmann::json merged = m_values;
    merged.update(overrides);
    return SchedulerConfig(std::move(merged));
}

} // namespace diffusion
