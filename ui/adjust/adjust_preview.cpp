#include "ui/adjust/adjust_preview.h"

#include <algorithm>
#include <cmath>

#include "core/adjust/apply.h"
#include "core/adjust/preview.h"
#include "core/document/compositor.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document_session.h"

namespace ui {

namespace {
constexpr int kSettleMilliseconds = 80;
constexpr int kMostFactor = 64;
} // namespace

/// A part of the document, small.
struct AdjustPreview::Part {
    core::Rect area; ///< canvas pixels
    int factor = 1;
    std::uint64_t revision = 0;
    core::LayerId active = 0;
    core::DocumentSnapshot snapshot; ///< empty until it was made
    bool hasSelection = false;
};

AdjustPreview::AdjustPreview(const core::Adjustment& adjustment, DocumentSession& session,
                             CanvasView& canvas, QObject* parent)
    : QObject(parent), m_adjustment(adjustment), m_session(&session), m_canvas(canvas),
      m_background(1)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kSettleMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_wanted = m_shown.has_value();
        start();
    });
    connect(&canvas, &CanvasView::viewChanged, this, [this] { m_timer.start(); });
}

AdjustPreview::~AdjustPreview()
{
    m_stop.request_stop();
}

std::shared_ptr<const AdjustPreview::Part> AdjustPreview::currentPart() const
{
    auto out = std::make_shared<Part>();
    const Viewport& view = m_canvas.view();
    out->factor = std::clamp(static_cast<int>(std::floor(1.0 / view.zoom())), 1, kMostFactor);
    const int reach = m_adjustment.reach == nullptr || !m_shown ? 0 : m_adjustment.reach(*m_shown);
    out->area = view.visiblePixels(m_canvas.rect())
                    .expanded(std::min(reach, 600))
                    .intersected(m_session->document().rect());
    out->revision = m_session->document().revision();
    out->active = m_session->document().activeLayer();
    out->hasSelection = m_session->hasMask();
    return out;
}

void AdjustPreview::show(const core::AdjustValues& values)
{
    m_shown = values;
    m_wanted = true;
    start();
}

void AdjustPreview::hide()
{
    m_shown.reset();
    m_wanted = false;
    m_canvas.setPreviews({});
}

void AdjustPreview::start()
{
    if (m_working || !m_wanted || !m_session || !m_shown) {
        return;
    }
    m_wanted = false;
    std::shared_ptr<const Part> part = currentPart();
    if (part->area.isEmpty()) {
        return;
    }
    const bool same = m_part && m_part->factor == part->factor &&
                      m_part->revision == part->revision && m_part->active == part->active &&
                      m_part->area.contains(part->area);
    if (same) {
        part = m_part;
    }
    m_working = true;
    struct Done {
        std::shared_ptr<const Part> part;
        QImage image;
    };
    m_background.run(
        this,
        [part, values = *m_shown, &adjustment = m_adjustment, stop = m_stop.get_token(),
         whole = m_session->document().snapshot()](const std::stop_token&) -> core::Result<Done> {
            auto made = std::make_shared<Part>(*part);
            if (made->snapshot.size.isEmpty()) {
                made->snapshot = core::reducedPart(whole, made->area, made->factor, stop);
            }
            core::DocumentSnapshot trial = made->snapshot;
            core::AdjustScope scope;
            scope.scale = 1.0F / static_cast<float>(made->factor);
            scope.selection = made->hasSelection ? &trial.mask : nullptr;
            for (core::LayerRef& layer : trial.layers) {
                if (layer->id == made->active) {
                    core::Layer after = *layer;
                    after.pixels = core::adjusted(layer->pixels, adjustment, values, scope, stop);
                    layer = std::make_shared<const core::Layer>(std::move(after));
                }
            }
            Done done{made, QImage(trial.size.width, trial.size.height,
                                   QImage::Format_RGBA8888_Premultiplied)};
            core::compositeRgba8(trial, trial.rect(), done.image.bits(), done.image.bytesPerLine(),
                                 core::AlphaMode::Premultiplied);
            return done;
        },
        [this](core::Result<Done> done) {
            m_working = false;
            if (done) {
                take(done->part, done->image);
            }
            start();
        });
}

void AdjustPreview::take(std::shared_ptr<const Part> part, const QImage& image)
{
    if (!m_shown || !m_session || part->revision != m_session->document().revision()) {
        return;
    }
    m_part = std::move(part);
    // The last row and column of blocks may reach over the area's edge.
    const core::Rect covered{m_part->area.x, m_part->area.y, image.width() * m_part->factor,
                             image.height() * m_part->factor};
    m_canvas.setPreviews({{image, covered}});
}

} // namespace ui
