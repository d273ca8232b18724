#pragma once

/// What the selection tools share. GUI thread only.

#include <QObject>

#include "core/selection/combine.h"

namespace ui {

class SelectionSettings final : public QObject {
    Q_OBJECT

public:
    static constexpr double kMaxFeather = 250;

    /// How the smart selection is told what is meant.
    enum class ObjectHint { Box, Scribble };

    using QObject::QObject;

    /// What a gesture without Shift and Alt does with the selection that is there.
    [[nodiscard]] core::SelectionMode mode() const { return m_mode; }
    void setMode(core::SelectionMode mode);
    /// Softness of new shapes, pixels of the document.
    [[nodiscard]] double feather() const { return m_feather; }
    void setFeather(double px);
    /// How far a colour may be off, [0, 255].
    [[nodiscard]] int tolerance() const { return m_tolerance; }
    void setTolerance(int levels);

    [[nodiscard]] ObjectHint objectHint() const { return m_objectHint; }
    void setObjectHint(ObjectHint hint);

    /// The mode of a gesture that starts with these keys held.
    [[nodiscard]] core::SelectionMode modeFor(Qt::KeyboardModifiers modifiers) const;

Q_SIGNALS:
    void changed();

private:
    core::SelectionMode m_mode = core::SelectionMode::Replace;
    double m_feather = 0;
    int m_tolerance = 32;
    ObjectHint m_objectHint = ObjectHint::Box;
};

} // namespace ui
