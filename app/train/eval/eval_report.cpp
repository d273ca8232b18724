#include "app/train/eval/eval_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>

#include <nlohmann/json.hpp>

#include "core/exemplar/metrics.h"

namespace train {

namespace {

struct Means {
    double psnr = 0, ssim = 0, texture = 0, seam = 0, seconds = 0;
};

/// |log(seam / seam of the truth)|: 0 = the outline looks as it should, 0.69 = twice as strong or
/// half as strong.
double seamError(const EvalScore& s)
{
    return std::abs(std::log(s.seam / s.trueSeam));
}

Means meansOf(const EvalReport& report, std::size_t method)
{
    Means m;
    const double n = static_cast<double>(report.scores.size());
    for (const auto& row : report.scores) {
        const EvalScore& s = row[method];
        m.psnr += s.psnr / n;
        m.ssim += s.ssim / n;
        m.texture += s.texture / n;
        m.seam += seamError(s) / n;
        m.seconds += s.seconds / n;
    }
    return m;
}

/// Share of cases where `method` has a smaller texture distance than `other`, percent.
double winsOver(const EvalReport& report, std::size_t method, std::size_t other)
{
    double wins = 0;
    for (const auto& row : report.scores) {
        wins += row[method].texture < row[other].texture ? 1.0 : 0.0;
    }
    return 100.0 * wins / static_cast<double>(report.scores.size());
}

/// The same over all classical methods at once.
double winsOverClassical(const EvalReport& report, std::size_t method)
{
    double wins = 0;
    for (const auto& row : report.scores) {
        bool all = true;
        for (std::size_t k = 0; k < row.size(); ++k) {
            all = all &&
                  (!report.classical[k] || k == method || row[method].texture < row[k].texture);
        }
        wins += all ? 1.0 : 0.0;
    }
    return 100.0 * wins / static_cast<double>(report.scores.size());
}

} // namespace

EvalScore scoreOf(const core::PixelBuffer& filled, const EvalCase& one)
{
    EvalScore s;
    s.psnr = core::psnrInMask(filled, one.truth, one.mask);
    s.ssim = core::ssimInMask(filled, one.truth, one.mask);
    s.texture = core::textureDistance(filled, one.truth, one.mask);
    s.seam = core::seamRatio(filled, one.mask);
    s.trueSeam = core::seamRatio(one.truth, one.mask);
    return s;
}

std::string EvalReport::table() const
{
    char line[256];
    std::string out =
        "method       PSNR dB   SSIM  texture  seam error    s  texture better than, %:";
    for (std::size_t k = 0; k < methods.size(); ++k) {
        if (classical[k] || methods[k] == "prefill") {
            out += " " + methods[k];
        }
    }
    out += " all-classical\n";
    for (std::size_t k = 0; k < methods.size(); ++k) {
        const Means m = meansOf(*this, k);
        std::snprintf(line, sizeof line, "%-12s %7.2f %6.3f %8.4f %11.3f %5.2f ",
                      methods[k].c_str(), m.psnr, m.ssim, m.texture, m.seam, m.seconds);
        out += line;
        for (std::size_t other = 0; other < methods.size(); ++other) {
            if (classical[other] || methods[other] == "prefill") {
                std::snprintf(line, sizeof line, " %4.0f", winsOver(*this, k, other));
                out += other == k ? "    -" : line;
            }
        }
        std::snprintf(line, sizeof line, " %4.0f\n", winsOverClassical(*this, k));
        out += line;
    }
    return out;
}

core::Status EvalReport::writeJson(const std::string& path) const
{
    nlohmann::json root;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        for (std::size_t k = 0; k < methods.size(); ++k) {
            const EvalScore& s = scores[i][k];
            root["cases"][cases[i]][methods[k]] = {{"psnr", s.psnr},
                                                   {"ssim", s.ssim},
                                                   {"texture_distance", s.texture},
                                                   {"seam_ratio", s.seam},
                                                   {"true_seam_ratio", s.trueSeam},
                                                   {"seconds", s.seconds}};
        }
    }
    for (std::size_t k = 0; k < methods.size(); ++k) {
        const Means m = meansOf(*this, k);
        nlohmann::json entry = {
            {"psnr", m.psnr},
            {"ssim", m.ssim},
            {"texture_distance", m.texture},
            {"seam_error", m.seam},
            {"seconds", m.seconds},
            {"percent_better_than_every_classical", winsOverClassical(*this, k)}};
        for (std::size_t other = 0; other < methods.size(); ++other) {
            if (other != k && (classical[other] || methods[other] == "prefill")) {
                entry["percent_better_than_" + methods[other]] = winsOver(*this, k, other);
            }
        }
        root["methods"][methods[k]] = std::move(entry);
    }
    std::ofstream file(path);
    file << root.dump(2) << '\n';
    if (!file.flush()) {
        return core::fail(core::ErrorCode::WriteFailed, path + ": cannot be written");
    }
    return {};
}

} // namespace train
