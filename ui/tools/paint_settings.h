#pragma once

/// What the paint tools share besides the brush. GUI thread only.

#include <QColor>
#include <QObject>

#include <array>

namespace ui {

class DocumentSession;

class PaintSettings final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] QColor foreground() const { return m_foreground; }
    void setForeground(const QColor& color);
    [[nodiscard]] QColor background() const { return m_background; }
    void setBackground(const QColor& color);
    void swapColors();
    void resetColors();
    /// Of a stroke or fill as a whole, (0, 1].
    [[nodiscard]] double opacity() const { return m_opacity; }
    void setOpacity(double opacity);
    /// Whether a pen's pressure sets how strongly it covers.
    [[nodiscard]] bool pressureSetsOpacity() const { return m_pressureSetsOpacity; }
    void setPressureSetsOpacity(bool on);
    /// Clone stamp, heal and bucket look at all layers instead of the active one.
    [[nodiscard]] bool samplesAllLayers() const { return m_samplesAllLayers; }
    void setSamplesAllLayers(bool on);
    /// The gradient runs from its start in all directions.
    [[nodiscard]] bool isRadial() const { return m_radial; }
    void setRadial(bool on);

Q_SIGNALS:
    void changed();

private:
    template <class T> void set(T& member, const T& value)
    {
        if (!(member == value)) {
            member = value;
            Q_EMIT changed();
        }
    }

    QColor m_foreground{Qt::black};
    QColor m_background{Qt::white};
    double m_opacity = 1;
    bool m_pressureSetsOpacity = false;
    bool m_samplesAllLayers = true;
    bool m_radial = false;
};

/// The colour (sRGB, as colours are chosen) in the numbers of the document, straight RGBA in
/// [0, 1]; as it is where a mask is painted on.
[[nodiscard]] std::array<float, 4> inkColor(const QColor& color, const DocumentSession& session);

} // namespace ui
