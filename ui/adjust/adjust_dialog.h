#pragma once

/// Chooses the values of an adjustment while the canvas shows what they do. Not modal: the view can
/// be moved meanwhile. GUI thread only.

#include <QDialog>
#include <QPointer>

#include <vector>

#include "core/adjust/registry.h"

class QCheckBox;
class QComboBox;

namespace ui {

class AdjustPreview;
class CanvasView;
class CurveEditor;
class DocumentSession;
class HistogramView;
class SliderField;

class AdjustDialog final : public QDialog {
    Q_OBJECT

public:
    AdjustDialog(const core::Adjustment& adjustment, DocumentSession& session, CanvasView& canvas,
                 QWidget* parent);
    ~AdjustDialog() override;

    [[nodiscard]] const AdjustPreview& preview() const { return *m_preview; }
    void done(int result) override;

private:
    void addSliders();
    void addCurve();
    void changed();
    void reset();
    void showValues();
    void showCurve();
    void apply();

    const core::Adjustment& m_adjustment;
    QPointer<DocumentSession> m_session;
    CanvasView& m_canvas;
    core::AdjustValues m_values;
    AdjustPreview* m_preview;
    std::vector<SliderField*> m_sliders;
    HistogramView* m_histogram = nullptr;
    CurveEditor* m_curve = nullptr;
    QComboBox* m_channel = nullptr;
    QCheckBox* m_show;
    std::array<std::vector<std::uint32_t>, 4> m_counts;
};

/// Over `window`, unless the active layer can't be adjusted: then the canvas complains.
void openAdjustDialog(const core::Adjustment& adjustment, DocumentSession& session,
                      CanvasView& canvas, QWidget& window);

} // namespace ui
