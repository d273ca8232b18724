#pragma once

/// Reads typed values out of a model's config.json; every error names file and key.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace diffusion {

/// Parses a small JSON file (at most 64 MiB). Throws LoadError: NotFound, Unreadable.
[[nodiscard]] nlohmann::json readJsonFile(const std::filesystem::path& file);

/// A key that is absent or null has its default. Borrowed json must outlive the reader.
class ConfigReader {
public:
    /// `what` begins the messages ("unet config.json").
    ConfigReader(const nlohmann::json& json, std::string what);

    [[nodiscard]] bool has(const char* key) const; ///< present and not null
    [[nodiscard]] bool isNull(const char* key) const; ///< present and null
    /// Whole number in [1, 10 million], or in [least, 10 million].
    [[nodiscard]] std::int64_t integer(const char* key, std::int64_t fallback,
                                       std::int64_t least = 1) const;
    [[nodiscard]] double number(const char* key, double fallback) const;
    [[nodiscard]] bool boolean(const char* key, bool fallback) const;
    [[nodiscard]] std::string text(const char* key, const std::string& fallback = {}) const;

    /// A list of whole numbers as it stands.
    [[nodiscard]] std::vector<std::int64_t> integers(const char* key,
                                                     std::vector<std::int64_t> fallback,
                                                     std::int64_t least = 1) const;
    /// One number for all of `count` blocks, or a list of exactly `count`.
    [[nodiscard]] std::vector<std::int64_t> integerPerBlock(const char* key, std::size_t count,
                                                            std::int64_t fallback) const;
    [[nodiscard]] std::vector<bool> booleanPerBlock(const char* key, std::size_t count,
                                                    bool fallback) const;
    [[nodiscard]] std::vector<std::string> texts(const char* key,
                                                 std::vector<std::string> fallback) const;
    [[nodiscard]] std::vector<double> numbers(const char* key) const;

    /// Throws Unsupported unless `key` is absent, null, false or equal to `accepted`.
    void refuseUnless(const char* key, const std::string& accepted) const;

    [[noreturn]] void fail(const char* key, const std::string& what) const;
    [[nodiscard]] const nlohmann::json& at(const char* key) const;

private:
    [[nodiscard]] std::int64_t toInteger(const char* key, const nlohmann::json& value,
                                         std::int64_t least) const;

    const nlohmann::json& m_json;
    std::string m_what;
};

} // namespace diffusion
