#pragma once

/// Coverage of an area, 8 bits a pixel: 0 = outside, 255 = inside. A selection has the canvas's
/// size, a layer's mask that of the layer's pixels. One object, one thread; copies are cheap and
/// may be used elsewhere.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/pixel_buffer.h"
#include "core/image/tiled_image.h"

namespace core {

/// A round brush at one moment of a stroke; positions in pixels, (0, 0) is the corner of the first.
struct BrushDab {
    float x = 0.0F;
    float y = 0.0F;
    float radius = 10.0F;  ///< pixels, > 0
    float hardness = 1.0F; ///< 1 = one pixel of soft rim; 0 = falls off from the centre on
    float opacity = 1.0F;  ///< (0, 1]
};

enum class BrushMode : std::uint8_t { Add, Erase };

/// A connected part (8 neighbours) of the pixels with coverage >= the asked threshold.
struct MaskComponent {
    Rect bounds;
    std::int64_t pixels = 0;
};

class Mask {
public:
    Mask() = default;
    explicit Mask(Size size) : m_coverage(size, PixelFormat::Gray8) {}
    /// (H, W, 1) in [0, 1].
    [[nodiscard]] static Mask fromBuffer(const PixelBuffer& coverage);
    /// Rows of 8-bit coverage, `stride` bytes apart.
    [[nodiscard]] static Mask fromGray8(Size size, const std::uint8_t* in, std::ptrdiff_t stride);
    /// `coverage` must be Gray8.
    [[nodiscard]] static Mask fromImage(TiledImage coverage);

    [[nodiscard]] Size size() const { return m_coverage.size(); }
    [[nodiscard]] const TiledImage& coverage() const { return m_coverage; }
    [[nodiscard]] TiledImage& coverage() { return m_coverage; }
    /// 0 outside the mask's size.
    [[nodiscard]] std::uint8_t at(int x, int y) const;
    /// (h, w, 1) in [0, 1]; 0 outside.
    [[nodiscard]] PixelBuffer toBuffer(const Rect& area) const { return m_coverage.read(area); }
    void readGray8(const Rect& area, std::uint8_t* out, std::ptrdiff_t stride) const;

    /// Tight rectangle around coverage >= `threshold`; empty if there is none.
    [[nodiscard]] Rect bounds(std::uint8_t threshold = 1) const;
    [[nodiscard]] bool isEmpty() const { return bounds().isEmpty(); }
    /// Largest coverage anywhere.
    [[nodiscard]] std::uint8_t peak() const;

    void clear() { m_coverage.clear(m_coverage.rect()); }
    void fill(const Rect& area, std::uint8_t coverage);
    void invert();
    /// Reaches `px` further (Euclidean), with a rim one pixel soft; coverage never falls.
    /// Shape = coverage >= 128. px <= 0 does nothing.
    void grow(float px);
    /// The opposite; the border of the canvas does not count as an edge.
    void shrink(float px);
    /// Softens edges over about `px` pixels to each side; what the canvas cuts off stays cut hard.
    void feather(float px);

    // Boolean operations with a mask of the same size.
    void add(const Mask& other);       ///< max
    void subtract(const Mask& other);  ///< min with the inverse
    void intersect(const Mask& other); ///< min

    /// One dab; returns what may have changed (clipped, empty if nothing).
    Rect paintDab(const BrushDab& dab, BrushMode mode);
    /// The brush drawn from one dab to the next (the even sweep that infinitely close dabs would
    /// leave; radius and opacity change along it); returns what may have changed.
    Rect paintSegment(const BrushDab& from, const BrushDab& to, BrushMode mode);

    /// Parts inside `area`, in reading order of their first pixel; a part reaching over the edge of
    /// `area` is cut there.
    [[nodiscard]] std::vector<MaskComponent> components(const Rect& area,
                                                        std::uint8_t threshold = 128) const;

    [[nodiscard]] std::int64_t byteSize() const { return m_coverage.byteSize(); }
    [[nodiscard]] bool samePixels(const Mask& other) const
    {
        return m_coverage.samePixels(other.m_coverage);
    }

private:
    TiledImage m_coverage{Size{}, PixelFormat::Gray8};
};

/// For each pixel of a (w x h) field the Euclidean distance in pixels to the nearest pixel where
/// `inside` is non-zero, measured between centres; 0 inside; `limit` where farther or none.
/// Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions" (2012).
[[nodiscard]] std::vector<float> distanceTo(const std::vector<std::uint8_t>& inside, Size size,
                                            float limit);

} // namespace core
