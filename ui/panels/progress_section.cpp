#include "ui/panels/progress_section.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>
#include <cmath>

#include "ui/theme/theme.h"

namespace ui {

namespace {

constexpr int kBarSteps = 1000;
constexpr int kTick = 1000; // milliseconds

QString tr(const char* text)
{
    return QCoreApplication::translate("Progress", text);
}

} // namespace

QString stageText(const FillStatus& status)
{
    QString text;
    switch (status.stage) {
    case diffusion::Stage::Queued:
        text = tr("Getting ready");
        break;
    case diffusion::Stage::Loading:
        text = tr("Loading the model");
        break;
    case diffusion::Stage::Prefill:
        text = tr("Continuing the surroundings");
        break;
    case diffusion::Stage::Encoding:
        text = tr("Reading the picture");
        break;
    case diffusion::Stage::Denoising:
        text = status.steps > 0 ? tr("Painting, step %1 of %2").arg(status.step).arg(status.steps)
                                : tr("Painting, on the server");
        break;
    case diffusion::Stage::Decoding:
        text = tr("Finishing");
        break;
    }
    if (status.parts > 1) {
        text = tr("Part %1 of %2: %3").arg(status.part + 1).arg(status.parts).arg(text);
    }
    if (status.candidates > 1) {
        text = tr("Result %1 of %2: %3").arg(status.candidate + 1).arg(status.candidates).arg(text);
    }
    return text;
}

QString remainingText(double seconds)
{
    if (seconds < 0) {
        return {};
    }
    if (seconds < 1) {
        return tr("almost done");
    }
    if (seconds < 90) {
        return tr("about %1 s left").arg(static_cast<int>(std::ceil(seconds)));
    }
    return tr("about %1 min left").arg(static_cast<int>(std::ceil(seconds / 60)));
}

ProgressSection::ProgressSection(QWidget* parent)
    : QWidget(parent), m_stage(new QLabel(this)), m_remaining(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_cancel(new QPushButton(QCoreApplication::translate("Progress", "Cancel"), this))
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(kGap);
    layout->setVerticalSpacing(kHalfGap);
    layout->addWidget(m_stage, 0, 0);
    layout->addWidget(m_bar, 1, 0);
    layout->addWidget(m_remaining, 2, 0);
    layout->addWidget(m_cancel, 0, 1, 3, 1, Qt::AlignVCenter);
    layout->setColumnStretch(0, 1);
    setTextRole(*m_remaining, TextRole::Secondary);
    m_stage->setWordWrap(true); // or a long line would widen the whole panel
    m_bar->setRange(0, kBarSteps);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_cancel->setToolTip(tr("Stop and leave the picture as it was (Esc)"));
    connect(m_cancel, &QPushButton::clicked, this, &ProgressSection::cancelRequested);
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &ProgressSection::showRemaining);
}

void ProgressSection::setStatus(const FillStatus& status)
{
    m_stage->setText(stageText(status));
    m_left = status.remainingSeconds;
    m_sinceTold.start();
    showRemaining();
    m_tick.start();
    m_bar->setValue(static_cast<int>(status.fraction * kBarSteps));
    m_cancel->setEnabled(true);
}

/// Steps of large models are seconds apart; the time goes on meanwhile.
void ProgressSection::showRemaining()
{
    if (!isVisible()) {
        m_tick.stop();
    }
    const double since = static_cast<double>(m_sinceTold.elapsed()) / 1000.0;
    m_remaining->setText(m_left < 0 ? tr("working out the time")
                                    : remainingText(std::max(0.0, m_left - since)));
}

void ProgressSection::setStopping()
{
    m_tick.stop();
    m_stage->setText(tr("Stopping"));
    m_remaining->clear();
    m_cancel->setEnabled(false);
}

} // namespace ui
