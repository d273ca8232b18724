#include "core/vision/grab_cut.h"

#include <algorithm>
#include <new>
#include <string>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace core {

namespace {

constexpr int kRounds = 4; // colours learnt, cut; labels hardly change after that
constexpr std::uint64_t kSeed = 0x5711;

static_assert(int(CutLabel::Background) == cv::GC_BGD && int(CutLabel::Foreground) == cv::GC_FGD &&
              int(CutLabel::MaybeBackground) == cv::GC_PR_BGD &&
              int(CutLabel::MaybeForeground) == cv::GC_PR_FGD);

class GrabCut final : public ForegroundCut {
public:
    [[nodiscard]] Status cut(CutField& field, const std::stop_token& stop) const override
    {
        const auto foreground = std::count_if(field.labels.begin(), field.labels.end(),
                                              [](CutLabel label) { return isForeground(label); });
        if (foreground == 0 || foreground == static_cast<std::ptrdiff_t>(field.labels.size())) {
            return fail(ErrorCode::InvalidArgument,
                        "There is nothing to tell the thing from. Leave some of its surroundings "
                        "outside.");
        }
        try {
            return cutRounds(field, stop);
        } catch (const std::bad_alloc&) {
            return fail(ErrorCode::OutOfMemory, "There is not enough memory for this.");
        } catch (const cv::Exception& error) {
            return fail(ErrorCode::Internal, "smart selection: " + error.err);
        }
    }

private:
    static Status cutRounds(CutField& field, const std::stop_token& stop)
    {
        const cv::Mat picture(field.size.height, field.size.width, CV_8UC3, field.rgb.data());
        cv::Mat labels(field.size.height, field.size.width, CV_8UC1, field.labels.data());
        cv::Mat background;
        cv::Mat foreground;
        cv::theRNG().state = kSeed; // its k-means starts at random
        for (int round = 0; round < kRounds; ++round) {
            if (stop.stop_requested()) {
                return fail(ErrorCode::Cancelled, "stopped");
            }
            cv::grabCut(picture, labels, cv::Rect(), background, foreground, 1,
                        round == 0 ? cv::GC_INIT_WITH_MASK : cv::GC_EVAL);
            if (cv::countNonZero(labels & 1) == 0) {
                break; // nothing is left to learn the foreground from
            }
        }
        return {};
    }
};

} // namespace

std::unique_ptr<ForegroundCut> createGrabCut()
{
    return std::make_unique<GrabCut>();
}

} // namespace core
