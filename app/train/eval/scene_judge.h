#pragma once

/// The judge of prompt adherence: a classifier taught with painted scenes only. Every picture it
/// sees, painted or generated, is reduced to 128 and then to 64 pixels in the same way.
/// Not thread-safe.

#include <memory>
#include <string>
#include <vector>

#include "app/train/eval/adherence_prompts.h"
#include "app/train/eval/adherence_score.h"
#include "core/base/pixel_buffer.h"
#include "core/base/result.h"
#include "diffusion/training/picture_classifier.h"

namespace train {

struct JudgeOptions {
    int renders = 4000; ///< it is taught with
    int heldOut = 500;  ///< of other seeds, which its own accuracy is stated on
    std::int64_t steps = 1500;
    std::uint64_t seed = 1;
};

class SceneJudge {
public:
    /// Takes the judge from `file` where that was taught the same, else paints scenes, teaches a
    /// new one and keeps it there. `stamps` must outlive it.
    /// Errors: WriteFailed, the classifier's, Cancelled when a stop signal came.
    [[nodiscard]] static core::Result<SceneJudge> open(const std::string& file,
                                                       const scenes::StampBook& stamps,
                                                       const JudgeOptions& options, bool fresh);

    /// What each picture (square, (S, S, 3) in [0, 1], S a multiple of 128) shows.
    [[nodiscard]] core::Result<std::vector<AdherenceLabels>>
    name(const std::vector<core::PixelBuffer>& pictures);

    /// On renders that no judge was taught with.
    [[nodiscard]] core::Result<std::vector<HeadScore>> accuracyOnRenders();

    [[nodiscard]] const std::vector<std::vector<std::string>>& classes() const { return m_classes; }
    [[nodiscard]] std::vector<int> classCounts() const;

private:
    SceneJudge(const scenes::StampBook& stamps, const JudgeOptions& options);
    [[nodiscard]] core::Result<diffusion::training::LabelledPictures>
    paint(int count, std::uint64_t stream) const;
    [[nodiscard]] core::Status teach();

    const scenes::StampBook* m_stamps;
    JudgeOptions m_options;
    std::vector<std::vector<std::string>> m_classes;
    std::unique_ptr<diffusion::training::PictureClassifier> m_classifier;
};

} // namespace train
