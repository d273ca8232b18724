#include "app/cli/reporter.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <nlohmann/json.hpp>
#include <unistd.h>

namespace app {

namespace {

using diffusion::Stage;

const char* stageText(Stage stage)
{
    switch (stage) {
    case Stage::Queued:
        return "waiting";
    case Stage::Loading:
        return "loading the model";
    case Stage::Prefill:
        return "copying from the surroundings";
    case Stage::Encoding:
        return "encoding";
    case Stage::Denoising:
        return "painting";
    case Stage::Decoding:
        break;
    }
    return "decoding";
}

const char* stageName(Stage stage)
{
    switch (stage) {
    case Stage::Queued:
        return "queued";
    case Stage::Loading:
        return "loading";
    case Stage::Prefill:
        return "prefill";
    case Stage::Encoding:
        return "encoding";
    case Stage::Denoising:
        return "denoising";
    case Stage::Decoding:
        break;
    }
    return "decoding";
}

/// Paths are bytes; JSON is UTF-8.
void printJson(const nlohmann::json& object)
{
    const std::string line =
        object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    std::fputs(line.c_str(), stdout);
    std::fflush(stdout);
}

double rounded(double seconds)
{
    return std::round(seconds * 1000.0) / 1000.0;
}

} // namespace

std::string durationText(double seconds)
{
    const long whole = std::lround(std::max(0.0, seconds));
    char text[32];
    if (whole < 60) {
        std::snprintf(text, sizeof text, "%ld s", whole);
    } else {
        std::snprintf(text, sizeof text, "%ld:%02ld", whole / 60, whole % 60);
    }
    return text;
}

Reporter::Reporter(bool json) : m_json(json), m_terminal(::isatty(STDERR_FILENO) == 1) {}

void Reporter::progress(const diffusion::FillProgress& progress, int part, int parts)
{
    if (m_json) {
        nlohmann::json object = {{"step", progress.step},
                                 {"steps", progress.steps},
                                 {"seconds", rounded(progress.elapsedSeconds)},
                                 {"stage", stageName(progress.stage)},
                                 {"fraction", progress.fraction}};
        if (parts > 1) {
            object["part"] = part;
            object["parts"] = parts;
        }
        printJson(object);
        return;
    }
    std::string line;
    if (parts > 1) {
        line += "part " + std::to_string(part) + " of " + std::to_string(parts) + ": ";
    }
    line += stageText(progress.stage);
    if (progress.stage == Stage::Denoising && progress.steps > 0) {
        line += ", step " + std::to_string(progress.step) + " of " + std::to_string(progress.steps);
        if (m_terminal && progress.remainingSeconds >= 0) {
            line += ", " + durationText(progress.remainingSeconds) + " left";
        }
    }
    if (line == m_lastLine) {
        return;
    }
    m_lastLine = line;
    if (m_terminal) {
        std::fprintf(stderr, "\r%s\x1b[K", line.c_str());
        m_lineIsOpen = true;
    } else {
        std::fprintf(stderr, "%s\n", line.c_str());
    }
    std::fflush(stderr);
}

void Reporter::warning(const std::string& line)
{
    endRewrittenLine();
    std::fprintf(stderr, "stillwater-cli: warning: %s\n", line.c_str());
}

void Reporter::failure(const std::string& line)
{
    endRewrittenLine();
    if (m_json) {
        printJson({{"error", line}});
    }
    std::fprintf(stderr, "stillwater-cli: %s\n", line.c_str());
}

void Reporter::done(const std::string& file, const diffusion::FillParameters& parameters,
                    double seconds)
{
    endRewrittenLine();
    if (m_json) {
        printJson({{"file", file},
                   {"seed", parameters.seed},
                   {"seconds", rounded(seconds)},
                   {"model", parameters.modelTitle},
                   {"sampler", parameters.scheduler},
                   {"steps", parameters.steps},
                   {"guidance", parameters.guidanceScale},
                   {"step_cache", parameters.stepCache},
                   {"clip_skip", parameters.clipSkip},
                   {"strength", parameters.strength}});
        return;
    }
    std::fprintf(stderr, "%s: done in %s, seed %llu\n", file.c_str(), durationText(seconds).c_str(),
                 static_cast<unsigned long long>(parameters.seed));
}

void Reporter::endRewrittenLine()
{
    if (m_lineIsOpen) {
        std::fputs("\r\x1b[K", stderr);
        m_lineIsOpen = false;
    }
}

} // namespace app
