#pragma once

/// The trainer's command line: `stillwater-train SUBCOMMAND [STEP] [--name value | --flag]`.
/// Wrong usage is collected and reported once.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace train {

class CommandLine {
public:
    /// `arguments` without the program's and the subcommand's name.
    explicit CommandLine(const std::vector<std::string>& arguments);

    /// Words that belong to no option.
    [[nodiscard]] const std::vector<std::string>& words() const { return m_words; }

    [[nodiscard]] std::string text(const std::string& name, const std::string& fallback);
    [[nodiscard]] std::int64_t integer(const std::string& name, std::int64_t fallback);
    [[nodiscard]] double number(const std::string& name, double fallback);
    [[nodiscard]] bool flag(const std::string& name);

    /// Call after the last option was asked for: names given but not known, and values that are no
    /// numbers. Empty = all is well.
    [[nodiscard]] std::string complaints() const;

private:
    std::vector<std::string> m_words;
    std::map<std::string, std::string> m_given;
    std::set<std::string> m_known;
    std::string m_wrong;
};

/// Exit codes of every subcommand.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kUsage = 2;
inline constexpr int kInterrupted = 130;

int runData(CommandLine& line);
int runAutoencoder(CommandLine& line);
int runCurves(CommandLine& line);
int runDenoiser(CommandLine& line);
int runExport(CommandLine& line);
int runFinetune(CommandLine& line);

} // namespace train
