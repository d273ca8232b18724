#include "app/train/eval/eval_command.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "app/train/command_line.h"
#include "app/train/eval/eval_report.h"
#include "app/train/progress.h"
#include "app/train/sample_sheet.h"

namespace train {

namespace {

/// "0.2,0.4" -> numbers; `complaint` is set when a part is none or outside [0, 1].
std::vector<double> parseStrengths(const std::string& text, std::string& complaint)
{
    std::vector<double> out;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) {
        char* end = nullptr;
        const double value = std::strtod(part.c_str(), &end);
        if (end == part.c_str() || *end != '\0' || !(value >= 0.0 && value <= 1.0)) {
            complaint = "--strengths: '" + part + "' is not a number from 0 to 1";
            return {};
        }
        out.push_back(value);
    }
    return out;
}

core::PixelBuffer withHoleMarked(const EvalCase& one)
{
    core::PixelBuffer out = one.truth;
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) {
            if (*one.mask.at(x, y) > 0.0F) {
                float* p = out.at(x, y);
                p[0] = 1.0F;
                p[1] = 0.0F;
                p[2] = 1.0F;
            }
        }
    }
    return out;
}

int complain(const std::string& message)
{
    std::fprintf(stderr, "stillwater-train eval: %s\n", message.c_str());
    return kFailed;
}

/// Fills one case with every method; false when one failed (said on standard error).
bool measure(const EvalCase& one, const std::vector<EvalMethod>& methods,
             const std::string& sheetPath, EvalReport& report)
{
    std::vector<core::PixelBuffer> sheet{one.truth, withHoleMarked(one)};
    std::vector<EvalScore> scores;
    for (const EvalMethod& method : methods) {
        const auto start = std::chrono::steady_clock::now();
        core::Result<core::PixelBuffer> filled = method.fill(one);
        if (!filled) {
            complain(one.name + ", " + method.name + ": " + filled.error().message);
            return false;
        }
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
        EvalScore score = scoreOf(*filled, one);
        score.seconds = spent.count();
        scores.push_back(score);
        sheet.push_back(std::move(*filled));
    }
    sheet.push_back(one.truth);
    report.cases.push_back(one.name);
    report.scores.push_back(std::move(scores));
    if (!sheetPath.empty()) {
        if (const core::Status written = writeSheet(sheetPath, sheet, 4); !written) {
            complain(written.error().message);
            return false;
        }
    }
    return true;
}

} // namespace

int runEval(CommandLine& line)
{
    EvalSet set;
    set.photoFolder = line.text("photos", "");
    set.silhouetteFolder = line.text("silhouettes", "");
    set.side = static_cast<int>(line.integer("side", 512));
    set.limit = static_cast<int>(line.integer("limit", 0));
    set.seed = static_cast<std::uint64_t>(line.integer("seed", 1));
    EvalMethodOptions methodOptions;
    std::string complaint;
    methodOptions.strengths = parseStrengths(line.text("strengths", ""), complaint);
    methodOptions.model = line.text("model", "");
    methodOptions.steps = static_cast<int>(line.integer("steps", 0));
    methodOptions.seed = set.seed;
    const std::string out = line.text("out", "");
    const bool sheets = line.text("sheets", "all") != "none";
    complaint += line.complaints();
    if (set.photoFolder.empty() || out.empty()) {
        complaint += " --photos and --out are needed";
    }
    if (!complaint.empty()) {
        complain(complaint);
        return kUsage;
    }

    const core::Result<std::vector<EvalCase>> cases = makeEvalCases(set);
    if (!cases) {
        return complain(cases.error().message);
    }
    const core::Result<std::vector<EvalMethod>> methods = makeEvalMethods(methodOptions);
    if (!methods) {
        return complain(methods.error().message);
    }
    std::error_code ignored;
    std::filesystem::create_directories(out, ignored);

    EvalReport report;
    for (const EvalMethod& method : *methods) {
        report.methods.push_back(method.name);
        report.classical.push_back(method.classical);
    }
    catchStopSignals();
    Progress progress("eval");
    for (std::size_t i = 0; i < cases->size(); ++i) {
        if (stopRequested()) {
            return kInterrupted;
        }
        const EvalCase& one = (*cases)[i];
        if (!measure(one, *methods, sheets ? out + "/" + one.name + ".png" : "", report)) {
            return kFailed;
        }
        progress.report(static_cast<double>(i + 1) / static_cast<double>(cases->size()), one.name);
    }
    std::printf("%zu cases, long side %d\n%s", report.cases.size(), set.side,
                report.table().c_str());
    if (const core::Status written = report.writeJson(out + "/results.json"); !written) {
        return complain(written.error().message);
    }
    return kDone;
}

} // namespace train
