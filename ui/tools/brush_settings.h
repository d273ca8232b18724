#pragma once

/// The brush that mask tools share. GUI thread only.

#include <QObject>

namespace ui {

class BrushSettings final : public QObject {
    Q_OBJECT

public:
    static constexpr double kMinDiameter = 1;
    static constexpr double kMaxDiameter = 2000;

    using QObject::QObject;

    /// Pixels of the document.
    [[nodiscard]] double diameter() const { return m_diameter; }
    void setDiameter(double diameter);
    /// [0, 1]; 1 = a hard edge.
    [[nodiscard]] double hardness() const { return m_hardness; }
    void setHardness(double hardness);
    /// Whether a pen's pressure sets the width.
    [[nodiscard]] bool pressureSetsSize() const { return m_pressureSetsSize; }
    void setPressureSetsSize(bool on);

    /// The keys [ and ]: about a fifth larger or smaller, at least one pixel.
    void stepDiameter(int direction);

Q_SIGNALS:
    void changed();

private:
    double m_diameter = 80;
    double m_hardness = 0.85;
    bool m_pressureSetsSize = true;
};

} // namespace ui
