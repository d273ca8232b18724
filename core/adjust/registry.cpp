#include "core/adjust/registry.h"

namespace core {

namespace {
constexpr const Adjustment* kAll[] = {
    &kLevels, &kCurves, &kBrightnessContrast, &kHueSaturation, &kWhiteBalance, &kBlur, &kSharpen,
};
} // namespace

std::span<const Adjustment* const> adjustments()
{
    return kAll;
}

const Adjustment* adjustmentById(std::string_view id)
{
    for (const Adjustment* adjustment : kAll) {
        if (id == adjustment->id) {
            return adjustment;
        }
    }
    return nullptr;
}

AdjustValues initialValues(const Adjustment& adjustment)
{
    AdjustValues out;
    for (const AdjustParameter& parameter : adjustment.parameters) {
        out.numbers.push_back(parameter.initial);
    }
    return out;
}

} // namespace core
