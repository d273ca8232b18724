#pragma once

/// What the crop tool and its line above the canvas share. GUI thread only.

#include <QObject>
#include <QSizeF>

namespace ui {

class CropSettings final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    static constexpr double kMostDegrees = 45;

    /// Sides to each other, for instance 3 x 2; empty = free.
    [[nodiscard]] QSizeF ratio() const { return m_ratio; }
    void setRatio(QSizeF ratio);
    /// How far the frame is turned, degrees clockwise.
    [[nodiscard]] double angle() const { return m_angle; }
    void setAngle(double degrees);
    /// Pixels outside are deleted instead of kept out of sight.
    [[nodiscard]] bool deletesOutside() const { return m_deletes; }
    void setDeletesOutside(bool on);

Q_SIGNALS:
    void changed();

private:
    QSizeF m_ratio;
    double m_angle = 0;
    bool m_deletes = false;
};

} // namespace ui
