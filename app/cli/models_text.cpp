#include "app/cli/models_text.h"

#include <cstdio>

#include <nlohmann/json.hpp>

namespace app {

namespace {

using diffusion::ActionDefaults;
using diffusion::CatalogueEntry;
using diffusion::ComponentDetails;
using diffusion::ModelDetails;
using diffusion::ModelInfo;

nlohmann::json asJson(const ActionDefaults& defaults)
{
    return {{"sampler", defaults.scheduler},
            {"steps", defaults.steps},
            {"guidance", defaults.guidanceScale},
            {"strength", defaults.strength}};
}

nlohmann::json asJson(const ModelDetails& details)
{
    const ModelInfo& info = details.info;
    nlohmann::json components = nlohmann::json::array();
    std::int64_t parameters = 0;
    for (const ComponentDetails& component : details.components) {
        parameters += component.parameters;
        components.push_back({{"name", component.name},
                              {"dtype", component.dtype},
                              {"tensors", component.tensors},
                              {"parameters", component.parameters},
                              {"bytes", component.bytes}});
    }
    return {{"path", info.path},
            {"title", info.title},
            {"family", info.family},
            {"layout", details.layout},
            {"prediction", details.prediction},
            {"inChannels", details.inChannels},
            {"licence", info.licence},
            {"limits", info.limits},
            {"bytes", info.weightBytes},
            {"parameters", parameters},
            {"components", std::move(components)},
            {"sizeMultiple", info.sizeMultiple},
            {"nativeSide", info.nativeSide},
            {"maxSide", info.maxSide},
            {"usesPrompt", info.usesPrompt},
            {"remove", asJson(info.remove)},
            {"fill", asJson(info.fill)}};
}

nlohmann::json asJson(const CatalogueEntry& entry)
{
    return {{"path", entry.path},     {"title", entry.title},   {"kind", entry.kind},
            {"family", entry.family}, {"layout", entry.layout}, {"bytes", entry.bytes},
            {"problem", entry.problem}};
}

/// Paths are bytes; JSON is UTF-8.
void print(const nlohmann::json& json)
{
    std::puts(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

void printLine(const char* name, const std::string& value)
{
    if (!value.empty()) {
        std::printf("%-12s %s\n", name, value.c_str());
    }
}

void printDefaults(const char* name, const ActionDefaults& defaults)
{
    std::printf("%-12s %s, %d steps, guidance %g, strength %g\n", name, defaults.scheduler.c_str(),
                defaults.steps, static_cast<double>(defaults.guidanceScale),
                static_cast<double>(defaults.strength));
}

std::string sizeText(std::int64_t bytes)
{
    const std::int64_t megabytes = (bytes + 500000) / 1000000;
    return megabytes > 0 ? std::to_string(megabytes) + " MB"
                         : std::to_string((bytes + 500) / 1000) + " kB";
}

std::string millions(std::int64_t parameters)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f million", static_cast<double>(parameters) / 1e6);
    return text;
}

} // namespace

void printModelList(const std::vector<CatalogueEntry>& entries, OutputFormat format)
{
    if (format == OutputFormat::Json) {
        nlohmann::json list = nlohmann::json::array();
        for (const CatalogueEntry& entry : entries) {
            list.push_back(asJson(entry));
        }
        print({{"models", std::move(list)}});
        return;
    }
    for (const CatalogueEntry& entry : entries) {
        const std::string& kind = entry.family.empty() ? entry.kind : entry.family;
        std::printf("%-16s %10s  %s\n", kind.c_str(), sizeText(entry.bytes).c_str(),
                    entry.path.c_str());
        if (!entry.problem.empty()) {
            std::printf("%-16s %10s  cannot be used: %s\n", "", "", entry.problem.c_str());
        }
    }
}

void printModelDetails(const ModelDetails& details, OutputFormat format)
{
    if (format == OutputFormat::Json) {
        print(asJson(details));
        return;
    }
    const ModelInfo& info = details.info;
    printLine("title", info.title);
    printLine("family", info.family);
    printLine("layout", details.layout);
    printLine("predicts", details.prediction);
    printLine("licence", info.licence.empty() ? "not stated" : info.licence);
    printLine("limits", info.limits);
    printLine("weights", sizeText(info.weightBytes));
    printLine("sides", std::to_string(info.nativeSide) + " to " + std::to_string(info.maxSide) +
                           " pixels, multiples of " + std::to_string(info.sizeMultiple));
    printLine("input", std::to_string(details.inChannels) + " channels");
    printLine("prompt", info.usesPrompt ? "used" : "ignored");
    printDefaults("remove", info.remove);
    printDefaults("fill", info.fill);
    for (const ComponentDetails& component : details.components) {
        printLine(component.name.c_str(), millions(component.parameters) + " parameters in " +
                                              std::to_string(component.tensors) + " tensors, " +
                                              component.dtype + ", " + sizeText(component.bytes));
    }
}

void printVerifyReport(const std::string& path, const diffusion::VerifyReport& report,
                       OutputFormat format)
{
    if (format == OutputFormat::Json) {
        print({{"path", path},
               {"ok", report.problems.empty()},
               {"tensors", report.tensors},
               {"bytes", report.bytes},
               {"problems", report.problems},
               {"notes", report.notes}});
        return;
    }
    for (const std::string& problem : report.problems) {
        std::printf("problem: %s\n", problem.c_str());
    }
    for (const std::string& note : report.notes) {
        std::printf("note: %s\n", note.c_str());
    }
    std::printf("%lld tensors of %s looked at\n", static_cast<long long>(report.tensors),
                sizeText(report.bytes).c_str());
}

} // namespace app
