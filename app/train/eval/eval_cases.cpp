#include "app/train/eval/eval_cases.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <optional>
#include <random>
#include <system_error>

#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QString>

namespace train {

namespace {

namespace fs = std::filesystem;

using Engine = std::mt19937_64;

/// The same on every standard library, unlike std::uniform_real_distribution.
double uniform(Engine& engine, double low, double high)
{
    return low + (high - low) * static_cast<double>(engine() >> 11) * 0x1.0p-53;
}

std::vector<std::string> picturesIn(const std::string& folder, bool recursive)
{
    std::vector<std::string> out;
    const auto add = [&](const fs::path& path) {
        std::string ending = path.extension().string();
        std::transform(ending.begin(), ending.end(), ending.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (ending == ".png" || ending == ".jpg" || ending == ".jpeg") {
            out.push_back(path.string());
        }
    };
    std::error_code failed;
    if (recursive) {
        for (fs::recursive_directory_iterator it(folder, failed), end; !failed && it != end;
             it.increment(failed)) {
            add(it->path());
        }
    } else {
        for (fs::directory_iterator it(folder, failed), end; !failed && it != end;
             it.increment(failed)) {
            add(it->path());
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

/// Reduced to the long side, cut to multiples of 8 around the middle.
std::optional<core::PixelBuffer> readPhoto(const std::string& path, int side)
{
    QImage image(QString::fromStdString(path));
    if (image.isNull() || std::min(image.width(), image.height()) < 64) {
        return std::nullopt;
    }
    image = image.convertToFormat(QImage::Format_RGB888);
    if (std::max(image.width(), image.height()) > side) {
        image = image.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    }
    const int width = image.width() / 8 * 8;
    const int height = image.height() / 8 * 8;
    const int left = (image.width() - width) / 2;
    const int top = (image.height() - height) / 2;
    core::PixelBuffer out(width, height, 3);
    for (int y = 0; y < height; ++y) {
        const uchar* in = image.constScanLine(top + y) + 3 * left;
        float* row = out.row(y);
        for (int k = 0; k < 3 * width; ++k) {
            row[k] = static_cast<float>(in[k]) / 255.0F;
        }
    }
    return out;
}

/// A black picture to paint the hole into, in white.
class MaskPainter {
public:
    MaskPainter(core::Size size, Engine& engine)
        : m_size(size), m_engine(engine),
          m_image(size.width, size.height, QImage::Format_Grayscale8)
    {
        m_image.fill(0);
    }

    void ellipse()
    {
        turnedEllipse(between(0.25, 0.75), between(0.3, 0.75), between(0.08, 0.18),
                      between(0.10, 0.22));
    }

    void blob()
    {
        const double x = between(0.3, 0.7);
        const double y = between(0.35, 0.75);
        for (int i = 0; i < 4; ++i) {
            turnedEllipse(x + between(-0.1, 0.1), y + between(-0.08, 0.08), between(0.04, 0.12),
                          between(0.04, 0.12));
        }
    }

    void strokes()
    {
        QPainter painter(&m_image);
        for (int i = 0; i < 3; ++i) {
            QPainterPath path;
            QPointF at(between(0.2, 0.8) * m_size.width, between(0.2, 0.8) * m_size.height);
            double angle = between(0.0, 6.28);
            path.moveTo(at);
            for (int k = 0; k < 6; ++k) {
                angle += between(-0.7, 0.7);
                const double length = between(0.04, 0.1) * m_size.width;
                at += QPointF(std::cos(angle) * length, std::sin(angle) * length);
                path.lineTo(at);
            }
            painter.setPen(QPen(Qt::white, between(0.02, 0.05) * m_size.width, Qt::SolidLine,
                                Qt::RoundCap, Qt::RoundJoin));
            painter.drawPath(path);
        }
    }

    void box()
    {
        QPainter painter(&m_image);
        const double w = between(0.12, 0.3) * m_size.width;
        const double h = between(0.12, 0.35) * m_size.height;
        painter.fillRect(
            QRectF(between(0.15, 0.6) * m_size.width, between(0.25, 0.6) * m_size.height, w, h),
            Qt::white);
    }

    /// What someone masks who removes this thing: its outline, a little grown.
    bool silhouette(const QString& path)
    {
        QImage thing(path);
        if (thing.isNull() || !thing.hasAlphaChannel()) {
            return false;
        }
        const int side = static_cast<int>(between(0.2, 0.42) * m_size.width);
        thing = thing.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        QImage alpha = thing.convertToFormat(QImage::Format_Alpha8);
        const int left = static_cast<int>(between(0.1, 0.9) * (m_size.width - alpha.width()));
        const int top = static_cast<int>(between(0.4, 0.95) * (m_size.height - alpha.height()));
        constexpr int kGrow = 3;
        QPainter painter(&m_image);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Qt::white);
        for (int y = 0; y < alpha.height(); ++y) {
            const uchar* row = alpha.constScanLine(y);
            for (int x = 0; x < alpha.width(); ++x) {
                if (row[x] > 40) {
                    painter.drawRect(left + x - kGrow, top + y - kGrow, 2 * kGrow + 1,
                                     2 * kGrow + 1);
                }
            }
        }
        return true;
    }

    core::PixelBuffer mask() const
    {
        core::PixelBuffer out(m_size.width, m_size.height, 1);
        for (int y = 0; y < m_size.height; ++y) {
            const uchar* in = m_image.constScanLine(y);
            for (int x = 0; x < m_size.width; ++x) {
                *out.at(x, y) = in[x] >= 128 ? 1.0F : 0.0F;
            }
        }
        return out;
    }

private:
    double between(double low, double high) { return uniform(m_engine, low, high); }

    /// Centre and radii in fractions of the sides.
    void turnedEllipse(double x, double y, double rx, double ry)
    {
        QPainter painter(&m_image);
        painter.translate(x * m_size.width, y * m_size.height);
        painter.rotate(between(0.0, 180.0));
        painter.setPen(Qt::NoPen);
        painter.setBrush(Qt::white);
        painter.drawEllipse(QPointF(0, 0), rx * m_size.width, ry * m_size.height);
    }

    core::Size m_size;
    Engine& m_engine;
    QImage m_image;
};

/// A share that can be filled at all: some hole, and more picture than hole.
bool isUsable(const core::PixelBuffer& mask)
{
    const auto holes = std::count(mask.data(), mask.data() + mask.count(), 1.0F);
    return holes >= 64 && static_cast<std::size_t>(holes) < mask.count() / 2;
}

void addCases(const core::PixelBuffer& photo, const std::string& name,
              const std::vector<std::string>& silhouettes, Engine& engine,
              std::vector<EvalCase>& out)
{
    constexpr std::array<const char*, 4> kKinds{"ellipse", "strokes", "blob", "thing"};
    for (const std::string kind : kKinds) {
        MaskPainter painter(photo.size(), engine);
        if (kind == "ellipse") {
            painter.ellipse();
        } else if (kind == "strokes") {
            painter.strokes();
        } else if (kind == "blob") {
            painter.blob();
        } else if (silhouettes.empty() || !painter.silhouette(QString::fromStdString(
                                              silhouettes[engine() % silhouettes.size()]))) {
            painter.box();
        }
        EvalCase one{name + "-" + kind, photo, painter.mask()};
        if (isUsable(one.mask)) {
            out.push_back(std::move(one));
        }
    }
}

} // namespace

core::Result<std::vector<EvalCase>> makeEvalCases(const EvalSet& set)
{
    if (set.side < 64 || set.limit < 0) {
        return core::fail(core::ErrorCode::InvalidArgument, "side must be 64 or more");
    }
    std::vector<std::string> photos = picturesIn(set.photoFolder, false);
    const std::vector<std::string> silhouettes = set.silhouetteFolder.empty()
                                                     ? std::vector<std::string>()
                                                     : picturesIn(set.silhouetteFolder, true);
    const std::size_t count = photos.size();
    const std::size_t used =
        set.limit > 0 ? std::min(count, static_cast<std::size_t>(set.limit)) : count;
    std::vector<EvalCase> cases;
    for (std::size_t i = 0; i < used; ++i) {
        const std::size_t index = i * count / used;
        const std::optional<core::PixelBuffer> photo = readPhoto(photos[index], set.side);
        if (photo) {
            Engine engine(set.seed * 1000003 + index);
            addCases(*photo, fs::path(photos[index]).stem().string(), silhouettes, engine, cases);
        }
    }
    if (cases.empty()) {
        return core::fail(core::ErrorCode::NotFound,
                          set.photoFolder + ": no readable PNG or JPEG photographs");
    }
    return cases;
}

} // namespace train
