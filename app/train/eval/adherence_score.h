#pragma once

/// How often a judge names what a picture was asked to show. Any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "app/train/eval/adherence_prompts.h"
#include "core/base/result.h"

namespace train {

struct HeadScore {
    int classes = 0;
    int pictures = 0; ///< that name this head
    int right = 0;
    /// What judging the pictures against each other's prompts would get: the sum over classes of
    /// the share they are asked for times the share they are named.
    double chance = 0.0;

    [[nodiscard]] double accuracy() const
    {
        return pictures == 0 ? 0.0 : static_cast<double>(right) / pictures;
    }
};

/// wanted and named: one class for each picture and head; pictures that want none (-1) of a head
/// are left out of it. `classes` gives the number of each head's.
[[nodiscard]] std::vector<HeadScore> scoreHeads(const std::vector<AdherenceLabels>& wanted,
                                                const std::vector<AdherenceLabels>& named,
                                                const std::vector<int>& classes);

/// One line for each head: pictures judged, accuracy on generated pictures, chance, 1 / classes,
/// accuracy on held-out renders and their chance.
[[nodiscard]] std::string adherenceTable(const std::vector<HeadScore>& generated,
                                         const std::vector<HeadScore>& renders);

/// The same numbers. Errors: WriteFailed.
[[nodiscard]] core::Status writeAdherence(const std::string& path, const std::string& model,
                                          const std::vector<HeadScore>& generated,
                                          const std::vector<HeadScore>& renders);

} // namespace train
