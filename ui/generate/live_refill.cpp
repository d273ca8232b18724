#include "ui/generate/live_refill.h"

#include <algorithm>
#include <utility>

namespace ui {

namespace {

constexpr int kSoon = 25;  // milliseconds: a brush sends several moves at once
constexpr int kIdle = 900; // without a change, before the picture is refined

} // namespace

LiveRefill::LiveRefill(Workspace& workspace, diffusion::FillService& service,
                       Background& background, CandidateShelf& shelf, QObject* parent)
    : QObject(parent), m_fills(workspace, service, background), m_shelf(shelf)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    m_idle.setSingleShot(true);
    m_idle.setInterval(kIdle);
    connect(&m_soon, &QTimer::timeout, this, [this] { begin(true); });
    connect(&m_idle, &QTimer::timeout, this, [this] { begin(false); });
    connect(&m_fills, &FillController::previewReady, this,
            [this](const QImage& image, const core::Rect& area) {
                pictured();
                Q_EMIT previewReady(image, area);
            });
    connect(&m_fills, &FillController::previewEnded, this, &LiveRefill::previewEnded);
    connect(&m_fills, &FillController::candidateReady, this, [this](const OutcomeRef& outcome) {
        if (outcome != m_next) {
            return;
        }
        pictured();
        m_shelf.replace(m_outcome, outcome);
        m_outcome = outcome;
        Q_EMIT shown(!m_quick);
        if (m_quick) {
            m_idle.start();
        }
    });
    connect(&m_fills, &FillController::stateChanged, this, [this] {
        if (!m_fills.isRunning() && std::exchange(m_waiting, false)) {
            m_soon.start(0);
        }
    });
    connect(&m_shelf, &CandidateShelf::decided, this, [this](const OutcomeRef& outcome) {
        if (outcome == m_outcome || outcome == m_next) {
            m_idle.stop();
            m_soon.stop();
            m_next.reset();
            m_outcome.reset();
            m_fills.cancel();
        }
    });
}

void LiveRefill::setEnabled(bool on)
{
    m_enabled = on;
    if (!on) {
        m_soon.stop();
        m_idle.stop();
        m_waiting = false;
        m_fills.cancel();
    }
}

void LiveRefill::setHeld(bool held)
{
    m_held = held;
    if (held) {
        m_soon.stop();
        m_idle.stop();
        m_fills.cancel();
    }
}

void LiveRefill::touch()
{
    if (!m_enabled || m_held) {
        return;
    }
    if (m_seen) {
        m_sinceChange.start(); // the first change that no picture has answered yet
    }
    m_seen = false;
    m_idle.stop();
    if (!m_soon.isActive()) {
        m_soon.start();
    }
}

void LiveRefill::begin(bool quick)
{
    if (!m_enabled || m_held) {
        return;
    }
    if (m_fills.isRunning()) {
        m_waiting = true;
        m_fills.cancel();
        return;
    }
    const std::optional<FillParams> wanted = m_source ? m_source() : std::nullopt;
    if (!wanted || !m_fills.obstacle(*wanted).isEmpty()) {
        return;
    }
    FillJob job = m_fills.jobFor(*wanted);
    job.params.candidates = 1;
    job.params.copyCandidate = false;
    if (quick) {
        job.params.steps = std::min(kQuickSteps, job.params.steps.value_or(kQuickSteps));
    }
    m_quick = quick;
    m_next = std::make_shared<FillOutcome>();
    m_next->params = job.params;
    m_next->session = job.session;
    m_next->base = job.snapshot;
    job.into = m_next;
    m_fills.start(std::move(job));
}

void LiveRefill::pictured()
{
    if (!m_seen) {
        m_seen = true;
        m_firstPicture = m_sinceChange.elapsed();
    }
}

} // namespace ui
