#pragma once

/// The one image type that crosses library borders: dense float32, rows from top to bottom,
/// channels interleaved. Each function that takes or gives one says what the numbers mean
/// (sRGB-encoded or linear, premultiplied or not, range). Any thread; not shared while written.

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/geometry.h"

namespace core {

class PixelBuffer {
public:
    PixelBuffer() = default;

    /// Zero-filled (height, width, channels). Sizes from files must be checked by the caller first:
    /// this allocates width * height * channels * 4 bytes and throws std::bad_alloc when it cannot.
    PixelBuffer(int width, int height, int channels, float value = 0.0F)
        : m_width(width), m_height(height), m_channels(channels),
          m_data(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                     static_cast<std::size_t>(channels),
                 value)
    {
        assert(width >= 0 && height >= 0 && channels >= 0);
    }

    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] int height() const { return m_height; }
    [[nodiscard]] int channels() const { return m_channels; }
    [[nodiscard]] Size size() const { return {m_width, m_height}; }
    [[nodiscard]] bool isEmpty() const { return m_data.empty(); }

    [[nodiscard]] float* data() { return m_data.data(); }
    [[nodiscard]] const float* data() const { return m_data.data(); }
    [[nodiscard]] std::size_t count() const { return m_data.size(); }

    [[nodiscard]] float* row(int y) { return m_data.data() + offset(0, y); }
    [[nodiscard]] const float* row(int y) const { return m_data.data() + offset(0, y); }
    [[nodiscard]] float* at(int x, int y) { return m_data.data() + offset(x, y); }
    [[nodiscard]] const float* at(int x, int y) const { return m_data.data() + offset(x, y); }

    friend bool operator==(const PixelBuffer&, const PixelBuffer&) = default;

private:
    [[nodiscard]] std::size_t offset(int x, int y) const
    {
        assert(x >= 0 && x < m_width && y >= 0 && y < m_height);
        return (static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width) +
                static_cast<std::size_t>(x)) *
               static_cast<std::size_t>(m_channels);
    }

    int m_width = 0;
    int m_height = 0;
    int m_channels = 0;
    std::vector<float> m_data;
};

} // namespace core
