#include "diffusion/models/networks/config_reader.h"

#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>

#include "diffusion/models/load_error.h"

namespace diffusion {

namespace {

constexpr std::uintmax_t kMaxJsonBytes = 64U << 20U;
constexpr std::int64_t kMaxInteger = 10'000'000;
constexpr std::size_t kMaxListLength = 64;

} // namespace

nlohmann::json readJsonFile(const std::filesystem::path& file)
{
    const std::string name = (file.parent_path().filename() / file.filename()).string();
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    std::ifstream stream(file, std::ios::binary);
    if (error || !stream) {
        throw LoadError(core::ErrorCode::NotFound, name + ": cannot be opened");
    }
    if (size > kMaxJsonBytes) {
        throw LoadError(core::ErrorCode::Unreadable, name + ": too large for a JSON file");
    }
    nlohmann::json json = nlohmann::json::parse(stream, nullptr, false);
    if (json.is_discarded()) {
        throw LoadError(core::ErrorCode::Unreadable, name + ": not valid JSON; download it again");
    }
    return json;
}

ConfigReader::ConfigReader(const nlohmann::json& json, std::string what)
    : m_json(json), m_what(std::move(what))
{
    if (!json.is_object()) {
        throw LoadError(core::ErrorCode::Unreadable, m_what + ": not a JSON object");
    }
}

void ConfigReader::fail(const char* key, const std::string& what) const
{
    throw LoadError(core::ErrorCode::Unsupported, m_what + ": `" + key + "` " + what);
}

const nlohmann::json& ConfigReader::at(const char* key) const
{
    return m_json.at(key);
}

bool ConfigReader::has(const char* key) const
{
    const auto found = m_json.find(key);
    return found != m_json.end() && !found->is_null();
}

bool ConfigReader::isNull(const char* key) const
{
    const auto found = m_json.find(key);
    return found != m_json.end() && found->is_null();
}

std::int64_t ConfigReader::toInteger(const char* key, const nlohmann::json& value,
                                     std::int64_t least) const
{
    const double number = value.is_number() ? value.get<double>() : NAN;
    if (!(number >= static_cast<double>(least) && number <= static_cast<double>(kMaxInteger)) ||
        number != std::floor(number)) {
        fail(key, "must be a whole number from " + std::to_string(least) + " to " +
                      std::to_string(kMaxInteger));
    }
    return static_cast<std::int64_t>(number);
}

std::int64_t ConfigReader::integer(const char* key, std::int64_t fallback, std::int64_t least) const
{
    return has(key) ? toInteger(key, at(key), least) : fallback;
}

double ConfigReader::number(const char* key, double fallback) const
{
    if (!has(key)) {
        return fallback;
    }
    if (!at(key).is_number() || !std::isfinite(at(key).get<double>())) {
        fail(key, "must be a number");
    }
    return at(key).get<double>();
}

bool ConfigReader::boolean(const char* key, bool fallback) const
{
    if (!has(key)) {
        return fallback;
    }
    if (!at(key).is_boolean()) {
        fail(key, "must be true or false");
    }
    return at(key).get<bool>();
}

std::string ConfigReader::text(const char* key, const std::string& fallback) const
{
    if (!has(key)) {
        return fallback;
    }
    if (!at(key).is_string()) {
        fail(key, "must be text");
    }
    return at(key).get<std::string>();
}

std::vector<std::int64_t> ConfigReader::integers(const char* key,
                                                 std::vector<std::int64_t> fallback,
                                                 std::int64_t least) const
{
    if (!has(key)) {
        return fallback;
    }
    if (!at(key).is_array() || at(key).empty() || at(key).size() > kMaxListLength) {
        fail(key, "must be a list of 1 to " + std::to_string(kMaxListLength) + " whole numbers");
    }
    std::vector<std::int64_t> list;
    for (const auto& value : at(key)) {
        list.push_back(toInteger(key, value, least));
    }
    return list;
}

std::vector<std::int64_t> ConfigReader::integerPerBlock(const char* key, std::size_t count,
                                                        std::int64_t fallback) const
{
    if (!has(key) || !at(key).is_array()) {
        return std::vector<std::int64_t>(count, integer(key, fallback));
    }
    std::vector<std::int64_t> list = integers(key, {});
    if (list.size() != count) {
        fail(key, "has " + std::to_string(list.size()) + " entries for " + std::to_string(count) +
                      " blocks");
    }
    return list;
}

std::vector<bool> ConfigReader::booleanPerBlock(const char* key, std::size_t count,
                                                bool fallback) const
{
    if (!has(key) || !at(key).is_array()) {
        return std::vector<bool>(count, boolean(key, fallback));
    }
    std::vector<bool> list;
    for (const auto& value : at(key)) {
        if (!value.is_boolean()) {
            fail(key, "must be true, false or a list of these");
        }
        list.push_back(value.get<bool>());
    }
    if (list.size() != count) {
        fail(key, "has " + std::to_string(list.size()) + " entries for " + std::to_string(count) +
                      " blocks");
    }
    return list;
}

std::vector<std::string> ConfigReader::texts(const char* key,
                                             std::vector<std::string> fallback) const
{
    if (!has(key)) {
        return fallback;
    }
    std::vector<std::string> list;
    if (!at(key).is_array() || at(key).empty() || at(key).size() > kMaxListLength) {
        fail(key, "must be a list of names");
    }
    for (const auto& value : at(key)) {
        if (!value.is_string()) {
            fail(key, "must be a list of names");
        }
        list.push_back(value.get<std::string>());
    }
    return list;
}

std::vector<double> ConfigReader::numbers(const char* key) const
{
    std::vector<double> list;
    if (!has(key)) {
        return list;
    }
    if (!at(key).is_array()) {
        fail(key, "must be a list of numbers");
    }
    for (const auto& value : at(key)) {
        if (!value.is_number()) {
            fail(key, "must be a list of numbers");
        }
        list.push_back(value.get<double>());
    }
    return list;
}

void ConfigReader::refuseUnless(const char* key, const std::string& accepted) const
{
    if (!has(key) || at(key) == false || at(key) == accepted) {
        return;
    }
    fail(key, at(key).dump() + " is a variant this program does not have");
}

} // namespace diffusion
