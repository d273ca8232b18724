#include "app/train/eval/scene_judge.h"

#include <filesystem>

#include "app/train/data/byte_image.h"
#include "app/train/data/random.h"
#include "app/train/progress.h"
#include "app/train/scenes/render.h"

namespace train {

namespace {

using diffusion::training::ClassifierOptions;
using diffusion::training::LabelledPictures;
using diffusion::training::PictureClassifier;

constexpr int kPainted = 128; ///< the side scenes are painted at for training too
constexpr int kSeen = 64;     ///< the side the judge sees

/// Far from the seeds of the pairs that models are trained on.
constexpr std::uint64_t kTaught = 0x1D6E0ULL << 36U;
constexpr std::uint64_t kHeldOut = 0x1D6E1ULL << 36U;

ByteImage reduced(const ByteImage& image, int side)
{
    return image.width == side
               ? image
               : toBytes(resampled(image, {0, 0, image.width, image.height}, side, side, false));
}

void append(LabelledPictures& set, const core::PixelBuffer& picture)
{
    const ByteImage seen = reduced(reduced(toBytes(picture), kPainted), kSeen);
    set.pixels.insert(set.pixels.end(), seen.data.begin(), seen.data.end());
}

} // namespace

SceneJudge::SceneJudge(const scenes::StampBook& stamps, const JudgeOptions& options)
    : m_stamps(&stamps), m_options(options), m_classes(adherenceClasses(stamps))
{
}

std::vector<int> SceneJudge::classCounts() const
{
    std::vector<int> counts;
    for (const auto& names : m_classes) {
        counts.push_back(static_cast<int>(names.size()));
    }
    return counts;
}

core::Result<SceneJudge> SceneJudge::open(const std::string& file, const scenes::StampBook& stamps,
                                          const JudgeOptions& options, bool fresh)
{
    SceneJudge judge(stamps, options);
    ClassifierOptions shape;
    shape.classes = judge.classCounts();
    shape.side = kSeen;
    shape.steps = options.steps;
    shape.seed = options.seed;
    shape.meaning = std::to_string(options.renders) + " renders:";
    for (const auto& names : judge.m_classes) {
        for (const std::string& name : names) {
            shape.meaning += name + ";";
        }
    }
    auto classifier = PictureClassifier::create(shape);
    if (!classifier) {
        return core::fail(classifier.error());
    }
    judge.m_classifier = std::move(*classifier);
    if (!fresh && std::filesystem::exists(file) && judge.m_classifier->load(file)) {
        return judge;
    }
    if (core::Status taught = judge.teach(); !taught) {
        return core::fail(taught.error());
    }
    if (core::Status saved = judge.m_classifier->save(file); !saved) {
        return core::fail(saved.error());
    }
    return judge;
}

core::Result<LabelledPictures> SceneJudge::paint(int count, std::uint64_t stream) const
{
    LabelledPictures set;
    set.side = kSeen;
    set.heads = kAdherenceHeads;
    Progress progress(stream == kTaught ? "scenes to learn from" : "held-out scenes", 10.0);
    for (int i = 0; i < count; ++i) {
        Random random = Random::forItem(m_options.seed, stream + static_cast<std::uint64_t>(i));
        const scenes::SceneSpec scene =
            scenes::randomScene(static_cast<std::uint32_t>(random.bits() >> 32U), *m_stamps);
        append(set, scenes::render(scene, kPainted));
        const AdherenceLabels labels = labelsOf(scene, m_classes.back());
        set.labels.insert(set.labels.end(), labels.begin(), labels.end());
        progress.report((i + 1.0) / count);
        if (stopRequested()) {
            return core::fail(core::ErrorCode::Cancelled, "stopped");
        }
    }
    return set;
}

core::Status SceneJudge::teach()
{
    const auto set = paint(m_options.renders, kTaught);
    if (!set) {
        return core::fail(set.error());
    }
    Progress progress("judge", 10.0);
    const core::Status taught = m_classifier->train(*set, [&](double fraction, double) {
        progress.report(fraction);
        return !stopRequested();
    });
    if (taught && stopRequested()) {
        return core::fail(core::ErrorCode::Cancelled, "stopped");
    }
    return taught;
}

core::Result<std::vector<AdherenceLabels>>
SceneJudge::name(const std::vector<core::PixelBuffer>& pictures)
{
    LabelledPictures set;
    set.side = kSeen;
    for (const core::PixelBuffer& picture : pictures) {
        append(set, picture);
    }
    const auto named = m_classifier->classify(set);
    if (!named) {
        return core::fail(named.error());
    }
    std::vector<AdherenceLabels> out(pictures.size());
    for (std::size_t i = 0; i < named->size(); ++i) {
        out[i / kAdherenceHeads][i % kAdherenceHeads] = (*named)[i];
    }
    return out;
}

core::Result<std::vector<HeadScore>> SceneJudge::accuracyOnRenders()
{
    const auto set = paint(m_options.heldOut, kHeldOut);
    if (!set) {
        return core::fail(set.error());
    }
    const auto named = m_classifier->classify(*set);
    if (!named) {
        return core::fail(named.error());
    }
    std::vector<AdherenceLabels> wanted(static_cast<std::size_t>(m_options.heldOut));
    std::vector<AdherenceLabels> given(wanted.size());
    for (std::size_t i = 0; i < named->size(); ++i) {
        wanted[i / kAdherenceHeads][i % kAdherenceHeads] = set->labels[i];
        given[i / kAdherenceHeads][i % kAdherenceHeads] = (*named)[i];
    }
    return scoreHeads(wanted, given, classCounts());
}

} // namespace train
