#include "ui/generate/run_estimate.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

#include "core/fill/expansion.h"
#include "core/fill/whole_picture.h"

namespace ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("RunEstimate", text);
}

/// What the network sees. Of a selection only that it is at most so large is known before it is
/// planned.
core::Size networkSize(const diffusion::ModelInfo& info, const FillParams& params,
                       core::Size picture)
{
    core::FillConstraints constraints;
    constraints.sizeMultiple = info.sizeMultiple;
    constraints.nativeSide = info.nativeSide;
    constraints.maxSide = info.maxSide;
    if (params.task == Task::Create && !params.size.isEmpty()) {
        return core::wholeModelSize(params.size, constraints);
    }
    return core::wholeModelSize(
        picture.isEmpty() ? core::Size{info.nativeSide, info.nativeSide} : picture, constraints);
}

} // namespace

RunSize runSizeOf(const diffusion::ModelInfo& info, const FillParams& params, core::Size picture)
{
    const diffusion::Action action = actionOf(params);
    const diffusion::ActionDefaults& defaults = info.defaults(action);
    RunSize out;
    out.steps = params.steps.value_or(defaults.steps);
    out.guided = params.guidanceScale.value_or(defaults.guidanceScale) > 1.0F;
    out.strength = static_cast<double>(params.strength.value_or(defaults.strength));
    out.megapixels = static_cast<double>(networkSize(info, params, picture).area()) / 1e6;
    out.runs = params.candidates;
    if (params.task == Task::Expand && !picture.isEmpty()) {
        const auto passes = core::expansionPasses(picture, params.canvas,
                                                  core::expansionStep(picture, info.nativeSide));
        out.runs *= static_cast<int>(std::max<std::size_t>(1, passes.size()));
    }
    return out;
}

RunForecast forecastOf(const RunTimes& times, const diffusion::ModelInfo& info,
                       const FillParams& params, core::Size picture)
{
    const RunEstimate estimate = times.estimate(QString::fromStdString(params.model), info,
                                                runSizeOf(info, params, picture));
    if (!info.host.empty()) { // its memory is not ours, and its time not known before the first run
        const QString host = QString::fromStdString(info.host);
        RunForecast out;
        out.text = estimate.measured ? tr("%1, on %2").arg(durationText(estimate.seconds), host)
                                     : tr("Runs on %1").arg(host);
        out.explanation = tr("What is around the selection and your words are sent there.");
        return out;
    }
    const QString memory = QLocale().formattedDataSize(static_cast<qint64>(estimate.bytes), 1,
                                                       QLocale::DataSizeSIFormat);
    RunForecast out;
    out.text = tr("%1, %2 of memory").arg(durationText(estimate.seconds), memory);
    out.explanation = estimate.measured
                          ? tr("From how long this model took before on this machine.")
                          : tr("Guessed from the size of the model; it gets better with each run.");
    const double available = availableMemory();
    if (available > 0 && estimate.bytes > available) {
        out.text += tr(": only %1 are free")
                        .arg(QLocale().formattedDataSize(static_cast<qint64>(available), 1,
                                                         QLocale::DataSizeSIFormat));
    }
    return out;
}

} // namespace ui
