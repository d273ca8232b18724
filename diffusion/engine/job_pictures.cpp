#include "diffusion/engine/job_pictures.h"

#include <algorithm>

#include "diffusion/engine/engine_error.h"
#include "diffusion/engine/image_tensor.h"
#include "diffusion/engine/output_tape.h"

namespace diffusion {
namespace {

constexpr std::size_t kMostKept = std::size_t{192} << 20; ///< bytes of prepared pictures

constexpr float kNeutral = 0.5F; // mid grey, 0 for the autoencoder

void fillNeutral(core::PixelBuffer& image, const core::PixelBuffer& hole)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (hole.at(x, y)[0] > 0.0F) {
                std::fill_n(image.at(x, y), 3, kNeutral);
            }
        }
    }
}

/// 1 where the request's mask reaches one half; everywhere where nothing is to be kept.
core::PixelBuffer holeOf(const FillRequest& request, const JobPlan& plan)
{
    core::PixelBuffer hole(request.image.width(), request.image.height(), 1, 1.0F);
    if (!plan.wholePicture) {
        for (std::size_t i = 0; i < hole.count(); ++i) {
            hole.data()[i] = request.mask.data()[i] >= 0.5F ? 1.0F : 0.0F;
        }
    }
    return hole;
}

JobPictures preparePictures(const FillRequest& request, const JobPlan& plan,
                            const PipelineContext& context)
{
    const core::PixelBuffer hole = holeOf(request, plan);
    JobPictures out;
    out.filled = request.image;
    if (plan.prefill == Prefill::Exemplar) {
        const core::Status status =
            (*context.prefiller)(out.filled, hole, request.seed, context.stop);
        if (!status.has_value()) {
            throw EngineError(status.error().code, status.error().message);
        }
    } else if (plan.prefill == Prefill::Neutral) {
        fillNeutral(out.filled, hole);
    }
    RunContext{context.stop}.checkpoint();
    out.image = resized(toTensor(request.image), plan.modelSize).clamp(0.0, 1.0);
    out.start = resized(toTensor(out.filled), plan.modelSize).clamp(0.0, 1.0);
    out.mask = plan.softMask ? resized(toTensor(request.mask), plan.modelSize).clamp(0.0, 1.0)
                             : resizedMask(toTensor(hole), plan.modelSize);
    return out;
}

} // namespace

JobPictures JobPictures::resizedTo(core::Size size) const
{
    JobPictures out;
    out.filled = filled;
    out.image = resized(image, size).clamp(0.0, 1.0);
    out.start = resized(start, size).clamp(0.0, 1.0);
    out.mask = resizedMask(mask, size);
    return out;
}

std::size_t JobPictureCache::Kept::bytes() const
{
    const std::int64_t tensors = 4 * pictures.start.numel(); // with image, mask, reconstruction
    return sizeof(float) * (pictures.filled.count() + static_cast<std::size_t>(tensors));
}

JobPictures JobPictureCache::picturesFor(const FillRequest& request, const JobPlan& plan,
                                         const PipelineContext& context)
{
    // Several results of one picture are gone back to while the user chooses.
    const std::uint64_t key = pictureKeyOf(request, plan.prefill == Prefill::Exemplar) ^
                              static_cast<std::uint64_t>(plan.prefill);
    const auto known = std::find_if(m_kept.begin(), m_kept.end(),
                                    [key](const Kept& one) { return one.key == key; });
    if (known != m_kept.end()) {
        m_kept.splice(m_kept.begin(), m_kept, known);
        return m_kept.front().pictures;
    }
    m_kept.push_front({key, preparePictures(request, plan, context)});
    std::size_t bytes = 0;
    for (auto one = m_kept.begin(); one != m_kept.end();) {
        bytes += one->bytes();
        const bool stays = one == m_kept.begin() || bytes <= kMostKept;
        one = stays ? std::next(one) : m_kept.erase(one);
    }
    return m_kept.front().pictures;
}

} // namespace diffusion
