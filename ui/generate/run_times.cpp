#include "ui/generate/run_times.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

/// Everything around the steps (pre-fill, autoencoder, blending) in steps of the network.
constexpr double kOverheadSteps = 2.0;
/// How much a new measurement counts against the old ones.
constexpr double kNewest = 0.5;
/// Of a network with as many bytes of float16 weights, from Stable Diffusion 1.5 at 512 x 512 (1.7
/// GB, about 2 s a guided step on two cores).
constexpr double kSecondsPerGigabyte = 2.3;
/// From Stable Diffusion 1.5 with float16 files (2.1 GB in all; 3.1 GB while it denoises, 3.9 with
/// the decoder after it, at 512 x 512) and the model that ships (0.46 GB). Weights stay as the
/// files have them; what layers keep of them in a faster form besides, the engine says.
constexpr double kEngineBytes = 0.35e9; // libtorch and its like
/// Pictures on their way through a decoder: alike for all large models, and less for small ones.
constexpr double kBytesPerMegapixel = 4.6e9;
constexpr double kBytesPerMegapixelAndWeightByte = 2.2;
constexpr double kWholeMegapixels = 1.05; // larger ones go through the autoencoder in crops

double work(const RunSize& size)
{
    const double steps = std::max(1.0, std::ceil(size.steps * size.strength)) + kOverheadSteps;
    return steps * (size.guided ? 2.0 : 1.0) * std::max(0.01, size.megapixels);
}

} // namespace

void RunTimes::note(const QString& model, const RunSize& size, double seconds)
{
    const double unit = seconds / (work(size) * std::max(1, size.runs));
    if (!(unit > 0)) {
        return;
    }
    const auto known = m_seconds.find(model);
    if (known == m_seconds.end()) {
        m_seconds[model] = unit;
    } else {
        known->second += kNewest * (unit - known->second);
    }
}

RunEstimate RunTimes::estimate(const QString& model, const diffusion::ModelInfo& info,
                               const RunSize& size) const
{
    RunEstimate out;
    const double weights = static_cast<double>(info.weightBytes);
    out.bytes = kEngineBytes + weights + static_cast<double>(info.keptBytes) +
                std::min(kBytesPerMegapixel, kBytesPerMegapixelAndWeightByte * weights) *
                    std::min(size.megapixels, kWholeMegapixels);
    const auto known = m_seconds.find(model);
    out.measured = known != m_seconds.end();
    // One guided step at a quarter of a megapixel is half a unit of work.
    const double unit =
        out.measured ? known->second : kSecondsPerGigabyte * weights / 1e9 / (2 * 0.26);
    out.seconds = unit * work(size) * std::max(1, size.runs);
    return out;
}

QStringList RunTimes::asText() const
{
    QStringList out;
    for (const auto& [model, seconds] : m_seconds) {
        out << QString::number(seconds, 'g', 6) + QLatin1Char(' ') + model;
    }
    return out;
}

void RunTimes::setFromText(const QStringList& lines)
{
    m_seconds.clear();
    for (const QString& line : lines) {
        const qsizetype space = line.indexOf(QLatin1Char(' '));
        const double seconds = line.left(space).toDouble();
        if (space > 0 && seconds > 0 && std::isfinite(seconds)) {
            m_seconds[line.mid(space + 1)] = seconds;
        }
    }
}

QString durationText(double seconds)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("Duration", text); };
    if (seconds < 90) {
        return tr("about %1 s").arg(std::max(1, static_cast<int>(std::lround(seconds))));
    }
    if (seconds < 5400) {
        return tr("about %1 min").arg(static_cast<int>(std::lround(seconds / 60)));
    }
    return tr("about %1 h").arg(QLocale().toString(seconds / 3600, 'f', 1));
}

double availableMemory()
{
    QFile file(QStringLiteral("/proc/meminfo"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("MemAvailable:")) {
            return line.mid(13).simplified().split(' ').value(0).toDouble() * 1024;
        }
    }
    return 0;
}

} // namespace ui
