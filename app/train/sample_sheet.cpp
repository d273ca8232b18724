#include "app/train/sample_sheet.h"

#include <algorithm>
#include <cmath>

#include <QFont>
#include <QImage>
#include <QPainter>
#include <QString>

#include "app/train/open_gui.h"

namespace train {

namespace {

constexpr int kGap = 4;

core::Status check(const std::vector<core::PixelBuffer>& pictures, int columns)
{
    if (pictures.empty() || columns < 1) {
        return core::fail(core::ErrorCode::InvalidArgument, "a sheet needs pictures");
    }
    for (const core::PixelBuffer& picture : pictures) {
        if (!(picture.size() == pictures.front().size()) || picture.channels() != 3) {
            return core::fail(core::ErrorCode::InvalidArgument,
                              "pictures of a sheet differ in size");
        }
    }
    return {};
}

/// The pictures in rows, `below` pixels left free under each.
QImage laidOut(const std::vector<core::PixelBuffer>& pictures, int columns, int below)
{
    const core::Size size = pictures.front().size();
    const int rows = (static_cast<int>(pictures.size()) + columns - 1) / columns;
    QImage sheet(columns * (size.width + kGap) - kGap, rows * (size.height + below + kGap) - kGap,
                 QImage::Format_RGB888);
    sheet.fill(Qt::white);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const int left = static_cast<int>(i) % columns * (size.width + kGap);
        const int top = static_cast<int>(i) / columns * (size.height + below + kGap);
        for (int y = 0; y < size.height; ++y) {
            uchar* out = sheet.scanLine(top + y) + 3 * left;
            const float* in = pictures[i].row(y);
            for (int k = 0; k < 3 * size.width; ++k) {
                out[k] = static_cast<uchar>(std::lround(std::clamp(in[k], 0.0F, 1.0F) * 255.0F));
            }
        }
    }
    return sheet;
}

core::Status save(const QImage& sheet, const std::string& path)
{
    if (!sheet.save(QString::fromStdString(path), "PNG")) {
        return core::fail(core::ErrorCode::WriteFailed, path + ": cannot be written");
    }
    return {};
}

} // namespace

core::Status writeSheet(const std::string& path, const std::vector<core::PixelBuffer>& pictures,
                        int columns)
{
    if (core::Status fine = check(pictures, columns); !fine) {
        return fine;
    }
    return save(laidOut(pictures, columns, 0), path);
}

core::Status writeCaptionedSheet(const std::string& path,
                                 const std::vector<core::PixelBuffer>& pictures,
                                 const std::vector<std::string>& captions, int columns)
{
    constexpr int kText = 11; // pixels
    constexpr int kBelow = 4 * kText;
    if (core::Status fine = check(pictures, columns); !fine) {
        return fine;
    }
    openGui();
    const core::Size size = pictures.front().size();
    QImage sheet = laidOut(pictures, columns, kBelow);
    QPainter painter(&sheet);
    QFont font;
    font.setPixelSize(kText);
    painter.setFont(font);
    painter.setPen(Qt::black);
    for (std::size_t i = 0; i < std::min(pictures.size(), captions.size()); ++i) {
        const QRect box(static_cast<int>(i) % columns * (size.width + kGap),
                        static_cast<int>(i) / columns * (size.height + kBelow + kGap) + size.height,
                        size.width, kBelow);
        painter.drawText(box, Qt::TextWordWrap | Qt::AlignTop | Qt::AlignLeft,
                         QString::fromStdString(captions[i]));
    }
    painter.end();
    return save(sheet, path);
}

} // namespace train
