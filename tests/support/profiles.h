#pragma once

/// ICC profiles for tests, made by Little CMS (link lcms2).

#include <cstdint>
#include <vector>

#include <lcms2.h>

namespace support {

/// The bytes of `profile`, which is closed.
inline std::vector<std::uint8_t> profileBytes(cmsHPROFILE profile)
{
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    std::vector<std::uint8_t> bytes(size);
    cmsSaveProfileToMem(profile, bytes.data(), &size);
    cmsCloseProfile(profile);
    return bytes;
}

/// Primaries wider than sRGB (those of Adobe RGB), gamma 2.2.
inline std::vector<std::uint8_t> wideProfile()
{
    const cmsCIExyY white = {0.3127, 0.3290, 1.0};
    const cmsCIExyYTRIPLE primaries = {{0.64, 0.33, 1.0}, {0.21, 0.71, 1.0}, {0.15, 0.06, 1.0}};
    cmsToneCurve* gamma = cmsBuildGamma(nullptr, 2.2);
    cmsToneCurve* curves[3] = {gamma, gamma, gamma};
    cmsHPROFILE profile = cmsCreateRGBProfile(&white, &primaries, curves);
    cmsFreeToneCurve(gamma);
    return profileBytes(profile);
}

inline std::vector<std::uint8_t> srgbProfile()
{
    return profileBytes(cmsCreate_sRGBProfile());
}

} // namespace support
