#include "app/train/sample_sheet.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <QImage>
#include <QString>

namespace train {

namespace {
constexpr int kGap = 4;
}

core::Status writeSheet(const std::string& path, const std::vector<core::PixelBuffer>& pictures,
                        int columns)
{
    if (pictures.empty() || columns < 1) {
        return core::fail(core::ErrorCode::InvalidArgument, "a sheet needs pictures");
    }
    const core::Size size = pictures.front().size();
    const int rows = (static_cast<int>(pictures.size()) + columns - 1) / columns;
    QImage sheet(columns * (size.width + kGap) - kGap, rows * (size.height + kGap) - kGap,
                 QImage::Format_RGB888);
    sheet.fill(Qt::white);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const core::PixelBuffer& picture = pictures[i];
        if (!(picture.size() == size) || picture.channels() != 3) {
            return core::fail(core::ErrorCode::InvalidArgument,
                              "pictures of a sheet differ in size");
        }
        const int left = static_cast<int>(i) % columns * (size.width + kGap);
        const int top = static_cast<int>(i) / columns * (size.height + kGap);
        for (int y = 0; y < size.height; ++y) {
            uchar* out = sheet.scanLine(top + y) + 3 * left;
            const float* in = picture.row(y);
            for (int k = 0; k < 3 * size.width; ++k) {
                out[k] = static_cast<uchar>(std::lround(std::clamp(in[k], 0.0F, 1.0F) * 255.0F));
            }
        }
    }
    if (!sheet.save(QString::fromStdString(path), "PNG")) {
        return core::fail(core::ErrorCode::WriteFailed, path + ": cannot be written");
    }
    return {};
}

} // namespace train
