#include "app/cli/batch_command.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

#include <nlohmann/json.hpp>

#include "app/cli/generation_session.h"
#include "app/cli/interruption.h"
#include "app/cli/run_cli.h"
#include "core/io/sha256.h"

namespace app {

namespace {

namespace fs = std::filesystem;

struct Job {
    int line = 0; ///< from 1
    std::string text;
    std::string key; ///< tells it from other jobs, also those of earlier runs
};

/// What is in the file and falls to this process.
core::Result<std::vector<Job>> readJobs(const BatchArguments& arguments)
{
    std::ifstream file(arguments.jobs);
    if (!file) {
        return core::fail(core::ErrorCode::NotFound, arguments.jobs + ": cannot be opened");
    }
    std::vector<Job> out;
    int number = 0;
    int index = 0;
    for (std::string text; std::getline(file, text);) {
        ++number;
        if (text.find_first_not_of(" \t\r") == std::string::npos) {
            continue;
        }
        if (index++ % arguments.shards == arguments.shard) {
            core::Sha256 hash;
            hash.add({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
            out.push_back({number, text, hash.finish()});
        }
    }
    return out;
}

std::set<std::string> doneBefore(const std::string& journal)
{
    std::set<std::string> out;
    std::ifstream file(journal);
    for (std::string line; std::getline(file, line);) {
        out.insert(line.substr(0, line.find(' ')));
    }
    return out;
}

/// Empty where there is no such text.
std::string textOf(const nlohmann::json& job, const char* key)
{
    const auto found = job.find(key);
    return found != job.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string outputOf(const std::string& text)
{
    const nlohmann::json job = nlohmann::json::parse(text, nullptr, false);
    return job.is_object() ? textOf(job, "output") : std::string();
}

int runJob(const Job& job, const std::string& file, const std::shared_ptr<Modules>& modules)
{
    auto words = wordsOfJob(job.text);
    if (!words) {
        std::fprintf(stderr, "stillwater-cli: %s:%d: %s\n", file.c_str(), job.line,
                     words.error().message.c_str());
        return kExitUsage;
    }
    words->insert(words->begin(), "stillwater-cli");
    std::vector<char*> pointers;
    for (std::string& word : *words) {
        pointers.push_back(word.data());
    }
    Arguments arguments = parseArguments(static_cast<int>(pointers.size()), pointers.data());
    return runArguments(arguments, modules);
}

/// A word for `value` on the command line.
core::Result<std::string> wordOf(const std::string& key, const nlohmann::json& value)
{
    if (value.is_string()) {
        return value.get<std::string>();
    }
    if (value.is_number()) {
        return value.dump();
    }
    return core::fail(core::ErrorCode::InvalidArgument,
                      "\"" + key + "\" must be a text, a number or true");
}

} // namespace

core::Result<std::vector<std::string>> wordsOfJob(const std::string& line)
{
    static const std::set<std::string> kCommands = {"remove", "fill",     "edit",
                                                    "expand", "generate", "upscale"};
    const nlohmann::json job = nlohmann::json::parse(line, nullptr, false);
    if (!job.is_object()) {
        return core::fail(core::ErrorCode::InvalidArgument, "this line is no JSON object");
    }
    const std::string command = textOf(job, "command");
    if (!kCommands.contains(command)) {
        return core::fail(core::ErrorCode::InvalidArgument,
                          "\"command\" must be remove, fill, edit, expand, generate or upscale");
    }
    std::vector<std::string> out{command};
    for (const auto& [key, value] : job.items()) {
        if (key == "command" || (value.is_boolean() && !value.get<bool>())) {
            continue;
        }
        const nlohmann::json values = value.is_array() ? value : nlohmann::json::array({value});
        for (const nlohmann::json& one : values) {
            if (one.is_boolean()) {
                out.push_back("--" + key);
                continue;
            }
            auto word = wordOf(key, one);
            if (!word) {
                return core::fail(word.error());
            }
            if (key == "input") {
                out.push_back(*word);
            } else {
                out.push_back("--" + key + "=" + *word); // one word, so that "-1" is no option
            }
        }
    }
    return out;
}

int runBatchCommand(const BatchArguments& arguments)
{
    const auto jobs = readJobs(arguments);
    if (!jobs) {
        std::fprintf(stderr, "stillwater-cli: %s\n", jobs.error().message.c_str());
        return kExitFailed;
    }
    const std::string journal =
        arguments.journal.empty() ? arguments.jobs + ".done" : arguments.journal;
    const std::set<std::string> before = doneBefore(journal);
    const auto modules = std::make_shared<Modules>(arguments.verbose);
    int done = 0;
    int failed = 0;
    int skipped = 0;
    for (const Job& job : *jobs) {
        std::error_code error;
        if (before.contains(job.key) && fs::exists(outputOf(job.text), error)) {
            ++skipped;
            continue;
        }
        const int code = runJob(job, arguments.jobs, modules);
        if (code == kExitInterrupted || isInterrupted()) {
            return kExitInterrupted;
        }
        if (code == kExitDone) {
            ++done;
            // One short write to a file that only grows: processes side by side do not mix lines.
            std::ofstream(journal, std::ios::app) << job.key + " " + outputOf(job.text) + "\n";
        } else {
            ++failed;
            std::fprintf(stderr, "stillwater-cli: %s:%d: failed\n", arguments.jobs.c_str(),
                         job.line);
        }
    }
    std::fprintf(stderr, "%d done, %d failed, %d were done before\n", done, failed, skipped);
    return failed == 0 ? kExitDone : kExitFailed;
}

} // namespace app
