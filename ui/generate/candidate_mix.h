#pragma once

/// Several candidates painted together: a brush says which of them shows where, with soft edges. No
/// widgets. GUI thread only.

#include <QObject>

#include <vector>

#include "core/image/mask.h"
#include "ui/generate/fill_outcome.h"

namespace ui {

class CandidateMix final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Begins with one candidate everywhere. Needs two with pictures of the same parts.
    void begin(const OutcomeRef& outcome, int shown);
    void end();
    [[nodiscard]] bool isActive() const { return m_outcome != nullptr; }
    /// Whether anything was painted yet.
    [[nodiscard]] bool isPainted() const { return m_painted; }
    [[nodiscard]] OutcomeRef outcome() const { return m_outcome; }

    /// Which one the brush brings out.
    void setBrush(int candidate) { m_brush = candidate; }
    [[nodiscard]] int brush() const { return m_brush; }

    /// One stroke; positions in pixels of the document.
    void press(core::BrushDab dab);
    void move(core::BrushDab dab);
    void release();
    /// The stroke is called off.
    void cancel();
    /// Takes the last stroke back.
    void undo();
    [[nodiscard]] bool canUndo() const { return !m_before.empty(); }

    /// What the canvas is to show.
    [[nodiscard]] const std::vector<PlacedPicture>& pictures() const { return m_pictures; }
    /// How much of `candidate` shows at a pixel of the document, [0, 1].
    [[nodiscard]] double weight(int candidate, int x, int y) const;
    /// All of it as a candidate with one layer a part. Takes a while for large ones.
    [[nodiscard]] FillCandidate result(const QString& name) const;

Q_SIGNALS:
    void changed();

private:
    using Weights = std::vector<core::Mask>; ///< one a candidate; the first shown has what is left

    void sweep(const core::BrushDab& from, const core::BrushDab& to, bool first);
    void reweigh(const core::Rect& area);
    void redraw(const core::Rect& area);
    [[nodiscard]] std::vector<float> weightsAt(int x, int y) const;

    OutcomeRef m_outcome;
    int m_base = 0;
    int m_brush = 0;
    bool m_painted = false;
    bool m_stroking = false;
    Weights m_weights;
    Weights m_atPress;
    core::Mask m_stroke;
    core::BrushDab m_last;
    std::vector<Weights> m_before; ///< strokes, to be taken back
    std::vector<PlacedPicture> m_pictures;
};

} // namespace ui
