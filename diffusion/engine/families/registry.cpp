#include "diffusion/engine/families/family.h"

#include <algorithm>

#include "diffusion/models/load_error.h"

namespace diffusion {

extern const ModelFamily kStillwaterFamily;
extern const ModelFamily kPixArtFamily;
extern const ModelFamily kX4UpscalerFamily;
extern const ModelFamily kInstructPix2PixFamily;
extern const ModelFamily kLcmFamily;
extern const ModelFamily kSdxlRefinerFamily;
extern const ModelFamily kSdxlInpaintFamily;
extern const ModelFamily kSdxlFamily;
extern const ModelFamily kSd2InpaintFamily;
extern const ModelFamily kSd2Family;
extern const ModelFamily kSd15InpaintFamily;
extern const ModelFamily kSd15Family;

namespace {

/// From the most to the least particular.
constexpr const ModelFamily* kFamilies[] = {
    &kStillwaterFamily,
    &kPixArtFamily,
    &kX4UpscalerFamily,
    &kInstructPix2PixFamily,
    &kLcmFamily,
    &kSdxlRefinerFamily,
    &kSdxlInpaintFamily,
    &kSdxlFamily,
    &kSd2InpaintFamily,
    &kSd2Family,
    &kSd15InpaintFamily,
    &kSd15Family,
};

std::string classOf(const nlohmann::json& config)
{
    const auto found = config.find("_class_name");
    return found != config.end() && found->is_string() ? found->get<std::string>().substr(0, 100)
                                                       : "?";
}

} // namespace

std::span<const ModelFamily* const> modelFamilies()
{
    return kFamilies;
}

const ModelFamily& familyOf(const ModelFiles& files)
{
    const auto* const it = std::find_if(std::begin(kFamilies), std::end(kFamilies),
                                        [&files](const ModelFamily* f) { return f->matches(files); });
    if (it == std::end(kFamilies)) {
        const bool isTransformer = files.transformer.is_object();
        throw LoadError(core::ErrorCode::Unsupported,
                        files.root.string() + ": a " + (isTransformer ? "transformer" : "U-Net") +
                            " with " + std::to_string(files.inChannels()) +
                            " input channels and class \"" +
                            classOf(isTransformer ? files.transformer : files.index) +
                            "\" is of no family this program can fill with");
    }
    return **it;
}

} // namespace diffusion
