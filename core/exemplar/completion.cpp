// Search and vote in turn from coarse to fine: Wexler et al. 2007, section 3.3; Newson et al.
// 2014, algorithm 3. Papers of the single steps are named in their files.

#include "core/exemplar/completion.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "core/exemplar/gradient_correction.h"
#include "core/exemplar/nearest_neighbours.h"
#include "core/exemplar/random.h"
#include "core/exemplar/smooth_fill.h"
#include "core/exemplar/voting.h"

namespace core::exemplar {

namespace {

/// What a preset means.
struct Recipe {
    FeatureWeights features;
    PlacePrior prior{0.06F, 0.3F, 1.0F, 0.3F, 0.6F}; ///< at the coarsest level
    float priorDecay = 0.5F;                         ///< at each of the two finest levels
    VoteOptions vote;
    int coarseRounds = 12;   ///< search + vote at the coarsest level
    int roundsPerLevel = 10; ///< one less per finer level, down to leastRounds
    int leastRounds = 3;
    int sweeps = 2; ///< PatchMatch sweeps per round
    bool montage = true;
    CorrectionOptions correction;
};

Recipe recipeFor(ExemplarPreset preset)
{
    Recipe recipe;
    switch (preset) {
    case ExemplarPreset::Quality:
        break;
    case ExemplarPreset::Fast:
        recipe.coarseRounds = 5;
        recipe.roundsPerLevel = 3;
        recipe.leastRounds = 2;
        recipe.correction.iterations = 30;
        break;
    case ExemplarPreset::Plain:
        recipe.features = {1.0F, 0.0F, 0.0F};
        recipe.roundsPerLevel = 6;
        recipe.leastRounds = 2;
        recipe.prior = {};
        recipe.vote.plain = true;
        recipe.montage = false;
        break;
    }
    return recipe;
}

class Completion {
public:
    Completion(Level& finest, const ExemplarOptions& options, Workers& workers,
               const ExemplarProgress& progress)
        : m_finest(finest), m_recipe(recipeFor(options.preset)), m_seed(options.seed),
          m_workers(workers), m_progress(progress)
    {
    }

    bool run()
    {
        buildPyramid();
        if (m_workers.stopped()) {
            return false;
        }
        Level& coarsest = *m_levels.back();
        if (std::any_of(m_levels.begin(), m_levels.end(),
                        [](const Level* level) { return level->sources.empty(); })) {
            fillSmoothly(m_finest); // nothing to copy
            return !m_workers.stopped();
        }
        m_prior = m_recipe.prior;
        setPlaceCosts(coarsest, nullptr, m_recipe.features, m_prior);
        if (!guessCoarsest(coarsest)) {
            return false;
        }
        for (std::size_t k = m_levels.size(); k-- > 0;) {
            Level& level = *m_levels[k];
            if (k + 1 < m_levels.size() && !refine(*m_levels[k + 1], level, k)) {
                return false;
            }
            report(static_cast<double>(m_levels.size() - k) /
                   static_cast<double>(m_levels.size() + 1));
        }
        return finish();
    }

private:
    static constexpr int kRadius = 3;

    /// Down to where the hole is about a patch wide, as long as there is something to copy.
    void buildPyramid()
    {
        constexpr float kCoarsestDepth = 3.6F;
        constexpr std::size_t kLeastSources = 40;
        m_levels.push_back(&m_finest);
        prepareLevel(m_finest, kRadius, m_workers);
        while (!m_workers.stopped()) {
            const Level& fine = *m_levels.back();
            if (fine.deepest <= kCoarsestDepth || std::min(fine.width, fine.height) < 4 * kRadius) {
                return;
            }
            m_coarser.push_back(makeCoarserLevel(fine, m_workers));
            prepareLevel(m_coarser.back(), kRadius, m_workers);
            if (m_workers.stopped()) {
                return;
            }
            if (m_coarser.back().sources.size() < kLeastSources) {
                m_coarser.pop_back();
                return;
            }
            m_levels.push_back(&m_coarser.back());
        }
    }

    void refreshFeatures(Level& level)
    {
        updateFeatures(level, level.holeBounds.expanded(1), m_recipe.features, m_workers);
    }

    /// Search and vote in turn.
    bool iterate(Level& level, int rounds, std::uint64_t seed)
    {
        constexpr std::int64_t kExhaustive = 400'000;
        constexpr double kSettled = 0.0008;
        const std::int64_t pairs =
            level.targetBounds.area() * static_cast<std::int64_t>(level.sources.size());
        for (int round = 0; round < rounds; ++round) {
            const SearchOptions search{m_recipe.sweeps, m_prior,
                                       mixSeed(seed, static_cast<std::uint64_t>(round))};
            const bool searched = pairs <= kExhaustive ? searchAllMatches(level, m_prior, m_workers)
                                                       : searchMatches(level, search, m_workers);
            double change = 0.0;
            if (!searched || !voteMeans(level, m_recipe.vote, m_workers, change)) {
                return false;
            }
            refreshFeatures(level);
            if (change < kSettled) {
                break;
            }
        }
        return true;
    }

    /// From a smooth extension. Tried and dropped: filling ring by ring from the outside in
    /// (Newson et al. 2014, section 3.4) and taking the best of several starts were no better once
    /// votes near the outline counted for much more.
    bool guessCoarsest(Level& level)
    {
        fillSmoothly(level);
        updateFeatures(level, {0, 0, level.width, level.height}, m_recipe.features, m_workers);
        fillMissingMatches(level, m_seed);
        return iterate(level, m_recipe.coarseRounds, m_seed);
    }

    /// Carries the field of `coarse` to `fine`: a child copies from its parent's shift, doubled.
    void inherit(const Level& coarse, Level& fine, std::uint64_t seed)
    {
        const Rect b = fine.targetBounds;
        for (int y = b.y; y < b.bottom() && !m_workers.stopped(); ++y) {
            for (int x = b.x; x < b.right(); ++x) {
                const std::size_t i = fine.index(x, y);
                if (!fine.target[i]) {
                    continue;
                }
                const int r = coarse.radius;
                const int px = std::clamp(x / 2, r, coarse.width - 1 - r);
                const int py = std::clamp(y / 2, r, coarse.height - 1 - r);
                const Match m = coarse.matches[coarse.index(px, py)];
                if (!m.isSet()) {
                    continue;
                }
                const int sx = x + 2 * (m.x - px);
                const int sy = y + 2 * (m.y - py);
                if (fine.isSource(sx, sy)) {
                    fine.matches[i] = {static_cast<std::int16_t>(sx),
                                       static_cast<std::int16_t>(sy)};
                }
            }
        }
        fillMissingMatches(fine, seed);
    }

    bool refine(const Level& coarse, Level& fine, std::size_t level)
    {
        const std::uint64_t seed = mixSeed(m_seed, level);
        if (level < 2) { // the layout is settled, now texture counts
            m_prior.lift *= m_recipe.priorDecay;
            m_prior.remote *= m_recipe.priorDecay;
        }
        setPlaceCosts(fine, &coarse, m_recipe.features, m_prior);
        inherit(coarse, fine, seed);
        double change = 0.0;
        if (!voteMeans(fine, m_recipe.vote, m_workers, change)) {
            return false;
        }
        updateFeatures(fine, {0, 0, fine.width, fine.height}, m_recipe.features, m_workers);
        const int finer = static_cast<int>(m_levels.size() - 1 - level);
        const int wanted = std::max(m_recipe.leastRounds, m_recipe.roundsPerLevel - finer + 1);
        // Very large holes: the layout comes from the coarser levels, so time is not spent here.
        constexpr std::int64_t kPixelRounds = 900'000;
        const auto pixels = std::count(fine.hole.begin(), fine.hole.end(), std::uint8_t{1});
        const auto affordable =
            static_cast<int>(kPixelRounds / std::max<std::int64_t>(kPixelRounds / 100, pixels));
        const int rounds = std::clamp(affordable, 1, wanted);
        return iterate(fine, rounds, seed);
    }

    bool finish()
    {
        if (m_recipe.montage) {
            std::vector<Match> shifts;
            const SearchOptions search{1, m_prior, mixSeed(m_seed, 77)};
            if (!searchMatches(m_finest, search, m_workers) ||
                !voteShifts(m_finest, m_recipe.vote, m_workers, shifts) ||
                !correctGradients(m_finest, shifts, m_recipe.correction, m_workers)) {
                return false;
            }
        }
        report(1.0);
        return !m_workers.stopped();
    }

    void report(double fraction) const
    {
        if (m_progress) {
            m_progress(fraction);
        }
    }

    Level& m_finest;
    Recipe m_recipe;
    std::uint64_t m_seed;
    PlacePrior m_prior; ///< at the present level
    Workers& m_workers;
    const ExemplarProgress& m_progress;
    std::deque<Level> m_coarser;
    std::vector<Level*> m_levels; ///< finest first
};

} // namespace

bool complete(Level& finest, const ExemplarOptions& options, Workers& workers,
              const ExemplarProgress& progress)
{
    return Completion(finest, options, workers, progress).run();
}

} // namespace core::exemplar
