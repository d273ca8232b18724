#include "app/train/eval/adherence_score.h"

#include <cstdio>
#include <fstream>

#include <nlohmann/json.hpp>

namespace train {

std::vector<HeadScore> scoreHeads(const std::vector<AdherenceLabels>& wanted,
                                  const std::vector<AdherenceLabels>& named,
                                  const std::vector<int>& classes)
{
    std::vector<HeadScore> scores;
    for (std::size_t h = 0; h < classes.size(); ++h) {
        HeadScore score;
        score.classes = classes[h];
        std::vector<double> asked(static_cast<std::size_t>(classes[h]));
        std::vector<double> given(asked.size());
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (wanted[i][h] < 0) {
                continue;
            }
            ++score.pictures;
            score.right += wanted[i][h] == named[i][h] ? 1 : 0;
            asked[static_cast<std::size_t>(wanted[i][h])] += 1.0;
            given[static_cast<std::size_t>(named[i][h])] += 1.0;
        }
        for (std::size_t k = 0; k < asked.size() && score.pictures > 0; ++k) {
            score.chance += asked[k] / score.pictures * (given[k] / score.pictures);
        }
        scores.push_back(score);
    }
    return scores;
}

std::string adherenceTable(const std::vector<HeadScore>& generated,
                           const std::vector<HeadScore>& renders)
{
    std::string out =
        "head         pictures  generated  chance  1/classes  held-out renders  chance\n";
    for (std::size_t h = 0; h < generated.size(); ++h) {
        char line[160];
        std::snprintf(line, sizeof line,
                      "%-12s %8d  %8.1f%%  %5.1f%%  %8.1f%%  %15.1f%%  %5.1f%%\n",
                      kAdherenceHeadNames[h], generated[h].pictures, 100 * generated[h].accuracy(),
                      100 * generated[h].chance, 100.0 / generated[h].classes,
                      100 * renders[h].accuracy(), 100 * renders[h].chance);
        out += line;
    }
    return out;
}

core::Status writeAdherence(const std::string& path, const std::string& model,
                            const std::vector<HeadScore>& generated,
                            const std::vector<HeadScore>& renders)
{
    nlohmann::ordered_json heads;
    for (std::size_t h = 0; h < generated.size(); ++h) {
        heads[kAdherenceHeadNames[h]] = {
            {"classes", generated[h].classes},      {"pictures", generated[h].pictures},
            {"generated", generated[h].accuracy()}, {"chance", generated[h].chance},
            {"renders", renders[h].accuracy()},     {"rendersChance", renders[h].chance}};
    }
    std::ofstream file(path, std::ios::trunc);
    file << nlohmann::ordered_json{{"model", model}, {"heads", heads}}.dump(2) << '\n';
    file.close();
    if (!file) {
        return core::fail(core::ErrorCode::WriteFailed, path + ": cannot be written");
    }
    return {};
}

} // namespace train
