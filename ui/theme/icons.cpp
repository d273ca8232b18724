#include "ui/theme/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include "ui/theme/theme_colors.h"

namespace ui {

namespace {

/// Renders one SVG whose lines are `currentColor`; Qt's renderer does not know that word, so it is
/// replaced by the wanted colour first.
class LineIconEngine final : public QIconEngine {
public:
    /// Without a colour: those of the theme, whichever is in use when it is painted.
    explicit LineIconEngine(QByteArray svg, QColor color = {})
        : m_svg(std::move(svg)), m_color(color)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        QByteArray svg = m_svg;
        svg.replace("currentColor", colorFor(mode, state).name().toLatin1());
        QSvgRenderer renderer(svg);
        renderer.render(painter, QRectF(rect));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap out(size);
        out.fill(Qt::transparent);
        QPainter painter(&out);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return out;
    }

    QIconEngine* clone() const override { return new LineIconEngine(m_svg, m_color); }

private:
    [[nodiscard]] QColor colorFor(QIcon::Mode mode, QIcon::State state) const
    {
        if (m_color.isValid()) {
            return m_color;
        }
        const ThemeColors& c = ThemeColors::current();
        if (mode == QIcon::Disabled) {
            return c.textDisabled;
        }
        return state == QIcon::On ? c.accent : c.text;
    }

    QByteArray m_svg;
    QColor m_color;
};

QByteArray readIcon(const char* name)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

QIcon icon(const char* name)
{
    return QIcon(new LineIconEngine(readIcon(name)));
}

QIcon icon(const char* name, const QColor& color)
{
    return QIcon(new LineIconEngine(readIcon(name), color));
}

} // namespace ui
