#include "app/train/eval/eval_methods.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include <opencv2/core.hpp>
#include <opencv2/photo.hpp>

#include "app/common/modules.h"
#include "app/train/data/byte_image.h"
#include "app/train/eval/engine_wait.h"
#include "core/exemplar/exemplar_fill.h"
#include "core/fill/fill_plan.h"
#include "diffusion/fill_service.h"
#include "diffusion/least_context.h"

namespace train {

namespace {

using core::PixelBuffer;
using core::Rect;

Rect holeBounds(const PixelBuffer& mask)
{
    Rect bounds;
    for (int y = 0; y < mask.height(); ++y) {
        for (int x = 0; x < mask.width(); ++x) {
            if (*mask.at(x, y) > 0.0F) {
                bounds = bounds.united({x, y, 1, 1});
            }
        }
    }
    return bounds;
}

/// `patch` covers `window` of the case's picture; only its hole is taken over.
PixelBuffer pasted(const EvalCase& one, const PixelBuffer& patch, Rect window)
{
    PixelBuffer out = one.truth;
    for (int y = 0; y < window.height; ++y) {
        for (int x = 0; x < window.width; ++x) {
            if (*one.mask.at(window.x + x, window.y + y) > 0.0F) {
                for (int c = 0; c < 3; ++c) {
                    out.at(window.x + x, window.y + y)[c] =
                        std::clamp(patch.at(x, y)[c], 0.0F, 1.0F);
                }
            }
        }
    }
    return out;
}

PixelBuffer withHoleBlack(const EvalCase& one)
{
    PixelBuffer out = one.truth;
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) {
            if (*one.mask.at(x, y) > 0.0F) {
                std::fill_n(out.at(x, y), 3, 0.0F);
            }
        }
    }
    return out;
}

core::Result<PixelBuffer> fillWithOpenCv(const EvalCase& one, int flags)
{
    const int width = one.truth.width();
    const int height = one.truth.height();
    cv::Mat image(height, width, CV_8UC3);
    cv::Mat mask(height, width, CV_8UC1);
    for (int y = 0; y < height; ++y) {
        for (int k = 0; k < 3 * width; ++k) {
            image.ptr<uchar>(y)[k] = static_cast<uchar>(std::lround(one.truth.row(y)[k] * 255.0F));
        }
        for (int x = 0; x < width; ++x) {
            mask.at<uchar>(y, x) = *one.mask.at(x, y) > 0.0F ? 255 : 0;
        }
    }
    cv::Mat filled;
    cv::inpaint(image, mask, filled, 5.0, flags);
    PixelBuffer patch(width, height, 3);
    for (int y = 0; y < height; ++y) {
        for (int k = 0; k < 3 * width; ++k) {
            patch.row(y)[k] = static_cast<float>(filled.ptr<uchar>(y)[k]) / 255.0F;
        }
    }
    return pasted(one, patch, Rect::fromSize(one.truth.size()));
}

core::Result<PixelBuffer> fillFromExemplars(const EvalCase& one, core::ExemplarPreset preset,
                                            std::uint64_t seed)
{
    PixelBuffer picture = withHoleBlack(one);
    core::ExemplarOptions options;
    options.preset = preset;
    options.seed = seed;
    if (const core::Status filled = core::exemplarFill(picture, one.mask, options); !filled) {
        return core::fail(filled.error());
    }
    return picture;
}

/// One engine and the model it is asked for, shared by the methods of every strength.
class EngineFill {
public:
    EngineFill(std::unique_ptr<diffusion::FillService> service, diffusion::ModelInfo info,
               EvalMethodOptions options)
        : m_service(std::move(service)), m_info(std::move(info)), m_options(std::move(options))
    {
    }

    core::Result<PixelBuffer> fill(const EvalCase& one, double strength) const
    {
        core::FillConstraints constraints;
        constraints.sizeMultiple = m_info.sizeMultiple;
        constraints.nativeSide = m_info.nativeSide;
        constraints.maxSide = m_info.maxSide;
        constraints.padding = m_info.contextPadding(diffusion::Action::Remove);
        constraints.minContext = diffusion::leastContext(m_info, diffusion::Action::Remove);
        const auto plan = core::planFill(holeBounds(one.mask), one.truth.size(), constraints);
        if (!plan) {
            return core::fail(plan.error());
        }
        if (plan->isPadded()) {
            return core::fail(core::ErrorCode::InvalidArgument,
                              one.name + ": the picture is too small for this model");
        }
        diffusion::FillRequest request;
        request.model = m_options.model;
        request.action = diffusion::Action::Remove;
        request.image = cropped(withHoleBlack(one), plan->context);
        request.mask = cropped(one.mask, plan->context);
        request.modelSize = plan->modelSize;
        request.strength = static_cast<float>(strength);
        request.prefill = diffusion::Prefill::Exemplar;
        request.seed = m_options.seed;
        request.previews = false;
        if (m_options.steps > 0) {
            request.steps = m_options.steps;
        }
        const core::Result<diffusion::FillResult> result =
            runRequest(*m_service, std::move(request));
        if (!result) {
            return core::fail(result.error());
        }
        return pasted(one, result->image, plan->context);
    }

private:
    std::unique_ptr<diffusion::FillService> m_service;
    diffusion::ModelInfo m_info;
    EvalMethodOptions m_options;
};

std::string strengthName(double strength)
{
    char text[32];
    std::snprintf(text, sizeof text, "ours-%.2f", strength);
    return text;
}

} // namespace

core::Result<std::vector<EvalMethod>> makeEvalMethods(const EvalMethodOptions& options)
{
    using core::ExemplarPreset;
    const std::uint64_t seed = options.seed;
    std::vector<EvalMethod> methods{
        {"telea", true, [](const EvalCase& c) { return fillWithOpenCv(c, cv::INPAINT_TELEA); }},
        {"ns", true, [](const EvalCase& c) { return fillWithOpenCv(c, cv::INPAINT_NS); }},
        {"plain", true,
         [seed](const EvalCase& c) { return fillFromExemplars(c, ExemplarPreset::Plain, seed); }},
        {"prefill", false,
         [seed](const EvalCase& c) { return fillFromExemplars(c, ExemplarPreset::Quality, seed); }},
    };
    if (options.strengths.empty()) {
        return methods;
    }
    auto service = app::openEngine(app::locations(), nullptr);
    if (!service) {
        return core::fail(service.error());
    }
    auto info = (*service)->modelInfo(options.model);
    if (!info) {
        return core::fail(info.error());
    }
    const auto engine = std::make_shared<EngineFill>(std::move(*service), *info, options);
    for (const double strength : options.strengths) {
        methods.push_back({strengthName(strength), false, [engine, strength](const EvalCase& c) {
                               return engine->fill(c, strength);
                           }});
    }
    return methods;
}

} // namespace train
