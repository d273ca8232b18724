#include "core/io/color_transform.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include <lcms2.h>

namespace core {

namespace {

constexpr cmsUInt32Number kFlags =
    cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_COPY_ALPHA | cmsFLAGS_NOCACHE;

struct CloseProfile {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct DeleteTransform {
    void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
using Profile = std::unique_ptr<void, CloseProfile>;
using Transform = std::unique_ptr<void, DeleteTransform>;

/// Null if the bytes are no profile for RGB.
Profile open(IccProfile bytes)
{
    if (bytes.empty()) {
        return Profile(cmsCreate_sRGBProfile());
    }
    Profile out(cmsOpenProfileFromMem(bytes.data(), static_cast<cmsUInt32Number>(bytes.size())));
    return out && cmsGetColorSpace(out.get()) == cmsSigRgbData ? std::move(out) : nullptr;
}

/// Little CMS words for a format.
cmsUInt32Number layoutOf(PixelFormat format)
{
    switch (format) {
    case PixelFormat::Rgba16:
        return TYPE_RGBA_16;
    case PixelFormat::RgbaF32:
        return TYPE_RGBA_FLT;
    case PixelFormat::Rgba8:
    case PixelFormat::Gray8:
        break;
    }
    return TYPE_RGBA_8;
}

class LittleCms final : public ColorTransform {
public:
    static std::shared_ptr<const LittleCms> create(void* from, void* to)
    {
        auto out = std::make_shared<LittleCms>();
        const auto make = [&](cmsUInt32Number layout) {
            return Transform(
                cmsCreateTransform(from, layout, to, layout, INTENT_RELATIVE_COLORIMETRIC, kFlags));
        };
        out->m_screen = make(TYPE_BGRA_8);
        for (const PixelFormat format :
             {PixelFormat::Rgba8, PixelFormat::Rgba16, PixelFormat::RgbaF32}) {
            out->m_exact[static_cast<std::size_t>(format)] = make(layoutOf(format));
        }
        const bool usable =
            out->m_screen && std::all_of(out->m_exact.begin(), out->m_exact.end(),
                                         [](const Transform& each) { return each != nullptr; });
        return usable ? out : nullptr;
    }

    /// Leaves every colour as it is, within a level.
    [[nodiscard]] bool isIdentity() const
    {
        std::vector<std::uint8_t> colors;
        for (int i = 0; i < 9 * 9 * 9; ++i) {
            for (const int part : {i % 9, i / 9 % 9, i / 81}) {
                colors.push_back(static_cast<std::uint8_t>(part * 255 / 8));
            }
            colors.push_back(255);
        }
        std::vector<std::uint8_t> after(colors.size());
        cmsDoTransform(m_screen.get(), colors.data(), after.data(), 9 * 9 * 9);
        for (std::size_t i = 0; i < colors.size(); ++i) {
            if (std::abs(int(colors[i]) - int(after[i])) > 1) {
                return false;
            }
        }
        return true;
    }

    void applyToScreen(std::uint8_t* bgra, std::size_t count) const override
    {
        const bool opaque = std::all_of(bgra, bgra + count * 4, [i = 0U](std::uint8_t v) mutable {
            return i++ % 4 != 3 || v == 255;
        });
        if (!opaque) {
            unmultiply(bgra, count);
        }
        cmsDoTransform(m_screen.get(), bgra, bgra, static_cast<cmsUInt32Number>(count));
        if (!opaque) {
            multiply(bgra, count);
        }
    }

    [[nodiscard]] TiledImage converted(const TiledImage& image,
                                       const std::stop_token& stop) const override
    {
        TiledImage out = image;
        const Transform& transform = m_exact[static_cast<std::size_t>(image.format())];
        std::vector<std::byte> row(static_cast<std::size_t>(kTileSide) *
                                   static_cast<std::size_t>(bytesPerPixel(image.format())));
        for (int i = 0; i < image.tileCount() && !stop.stop_requested(); ++i) {
            if (!image.tile(i)) {
                continue;
            }
            const Rect area = image.tileRect(i);
            for (int y = area.y; y < area.bottom(); ++y) {
                image.readRow(area.x, y, area.width, row.data());
                cmsDoTransform(transform.get(), row.data(), row.data(),
                               static_cast<cmsUInt32Number>(area.width));
                out.writeRow(area.x, y, area.width, row.data());
            }
        }
        return out;
    }

private:
    static void unmultiply(std::uint8_t* pixel, std::size_t count)
    {
        for (const std::uint8_t* end = pixel + count * 4; pixel != end; pixel += 4) {
            const int alpha = pixel[3];
            for (int c = 0; c < 3 && alpha > 0; ++c) {
                pixel[c] =
                    static_cast<std::uint8_t>(std::min(255, (pixel[c] * 255 + alpha / 2) / alpha));
            }
        }
    }
    static void multiply(std::uint8_t* pixel, std::size_t count)
    {
        for (const std::uint8_t* end = pixel + count * 4; pixel != end; pixel += 4) {
            for (int c = 0; c < 3; ++c) {
                pixel[c] = static_cast<std::uint8_t>((pixel[c] * pixel[3] + 127) / 255);
            }
        }
    }

    Transform m_screen;
    std::array<Transform, 3> m_exact; ///< by PixelFormat
};

} // namespace

Result<std::shared_ptr<const ColorTransform>> colorTransform(IccProfile from, IccProfile to)
{
    if (std::equal(from.begin(), from.end(), to.begin(), to.end())) {
        return std::shared_ptr<const ColorTransform>();
    }
    const Profile source = open(from);
    const Profile target = open(to);
    const auto made = source && target ? LittleCms::create(source.get(), target.get()) : nullptr;
    if (!made) {
        return fail(ErrorCode::Unreadable, "The colour profile is damaged or not for RGB.");
    }
    if (made->isIdentity()) {
        return std::shared_ptr<const ColorTransform>();
    }
    return std::shared_ptr<const ColorTransform>(made);
}

std::array<float, 4> colorBetween(const std::array<float, 4>& rgba, IccProfile from, IccProfile to)
{
    const Profile source = open(from);
    const Profile target = open(to);
    const Transform transform(
        source && target && !std::equal(from.begin(), from.end(), to.begin(), to.end())
            ? cmsCreateTransform(source.get(), TYPE_RGBA_FLT, target.get(), TYPE_RGBA_FLT,
                                 INTENT_RELATIVE_COLORIMETRIC, kFlags)
            : nullptr);
    if (!transform) {
        return rgba;
    }
    std::array<float, 4> out{};
    cmsDoTransform(transform.get(), rgba.data(), out.data(), 1);
    for (float& value : out) {
        value = std::clamp(value, 0.0F, 1.0F);
    }
    out[3] = rgba[3];
    return out;
}

std::string profileName(IccProfile profile)
{
    if (profile.empty()) {
        return "sRGB";
    }
    const Profile opened = open(profile);
    if (!opened) {
        return {};
    }
    std::array<char, 256> text{};
    cmsGetProfileInfoASCII(opened.get(), cmsInfoDescription, "en", "US", text.data(),
                           static_cast<cmsUInt32Number>(text.size() - 1));
    return text.data();
}

Result<DocumentSnapshot> convertedToSrgb(const DocumentSnapshot& snapshot,
                                         const std::stop_token& stop)
{
    const auto transform = colorTransform(snapshot.info->iccProfile, {});
    if (!transform) {
        return fail(transform.error());
    }
    DocumentSnapshot out = snapshot;
    for (LayerRef& layer : out.layers) {
        if (*transform == nullptr) {
            break;
        }
        Layer after = *layer;
        after.pixels = (*transform)->converted(layer->pixels, stop);
        layer = std::make_shared<const Layer>(std::move(after));
    }
    if (stop.stop_requested()) {
        return fail(ErrorCode::Cancelled, "stopped");
    }
    return out;
}

} // namespace core
