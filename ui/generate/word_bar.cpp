#include "ui/generate/word_bar.h"

#include <QEvent>
#include <QLabel>
#include <QToolButton>

#include <algorithm>
#include <cmath>

#include "ui/theme/theme.h"

namespace ui {

namespace {

constexpr float kSelects = 0.5F; ///< of the largest value
constexpr float kSoft = 0.06F;   ///< over which the edge falls off, on either side

/// The map at a place in [0, 1] x [0, 1], between its cells.
float sampled(const core::PixelBuffer& map, double u, double v)
{
    const double fx = std::clamp(u * map.width() - 0.5, 0.0, map.width() - 1.0);
    const double fy = std::clamp(v * map.height() - 0.5, 0.0, map.height() - 1.0);
    const int x = static_cast<int>(fx), y = static_cast<int>(fy);
    const int right = std::min(x + 1, map.width() - 1), below = std::min(y + 1, map.height() - 1);
    const auto ax = static_cast<float>(fx - x), ay = static_cast<float>(fy - y);
    const float top = *map.at(x, y) * (1 - ax) + *map.at(right, y) * ax;
    const float bottom = *map.at(x, below) * (1 - ax) + *map.at(right, below) * ax;
    return top * (1 - ay) + bottom * ay;
}

} // namespace

core::Mask selectionOf(const diffusion::WordMap& map, const core::Rect& area, core::Size canvas)
{
    core::Mask out(canvas);
    const core::Rect inside = area.intersected(core::Rect::fromSize(canvas));
    if (inside.isEmpty() || map.map.isEmpty()) {
        return out;
    }
    std::vector<std::uint8_t> row(static_cast<std::size_t>(inside.width));
    for (int y = inside.y; y < inside.bottom(); ++y) {
        const double v = (y - area.y + 0.5) / area.height;
        for (int x = inside.x; x < inside.right(); ++x) {
            const float value = sampled(map.map, (x - area.x + 0.5) / area.width, v);
            const float covered = std::clamp((value - kSelects) / (2 * kSoft) + 0.5F, 0.0F, 1.0F);
            row[static_cast<std::size_t>(x - inside.x)] =
                static_cast<std::uint8_t>(std::lround(covered * 255.0F));
        }
        out.coverage().writeRow(inside.x, y, inside.width, row.data());
    }
    return out;
}

QImage heatOf(const diffusion::WordMap& map)
{
    QImage out(map.map.width(), map.map.height(), QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < out.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(out.scanLine(y));
        for (int x = 0; x < out.width(); ++x) {
            const float value = std::clamp(*map.map.at(x, y), 0.0F, 1.0F);
            QColor colour = QColor::fromHsvF(0.66F * (1.0F - value), 0.85F, 1.0F);
            colour.setAlphaF(0.72F * std::min(1.0F, 1.4F * value));
            row[x] = qPremultiply(colour.rgba());
        }
    }
    return out;
}

WordBar::WordBar(QWidget* parent) : QWidget(parent), m_title(new QLabel(tr("Where words acted:"), this))
{
    setObjectName(QStringLiteral("wordBar"));
    setTextRole(*m_title, TextRole::Secondary);
    m_title->setToolTip(tr("Point at a word to see where it acted; click to select that"));
    hide();
}

void WordBar::setWords(const std::vector<diffusion::WordMap>& words, const core::Rect& area)
{
    for (QWidget* old : m_buttons) {
        old->hide();
        old->deleteLater();
    }
    m_buttons.clear();
    m_words = words;
    m_area = area;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        auto* button = new QToolButton(this);
        button->setText(QString::fromStdString(m_words[i].word));
        button->setObjectName(QStringLiteral("word"));
        button->setToolTip(tr("Select where \u201c%1\u201d acted").arg(button->text()));
        button->installEventFilter(this);
        connect(button, &QToolButton::clicked, this,
                [this, i] { Q_EMIT chosen(static_cast<int>(i)); });
        button->show();
        m_buttons.push_back(button);
    }
    setVisible(!m_words.empty());
    arrange();
}

bool WordBar::eventFilter(QObject* watched, QEvent* event)
{
    const auto found = std::find(m_buttons.begin(), m_buttons.end(), watched);
    if (found != m_buttons.end()) {
        if (event->type() == QEvent::Enter || event->type() == QEvent::FocusIn) {
            Q_EMIT hovered(static_cast<int>(found - m_buttons.begin()));
        } else if (event->type() == QEvent::Leave || event->type() == QEvent::FocusOut) {
            Q_EMIT hovered(-1);
        }
    }
    return QWidget::eventFilter(watched, event);
}

void WordBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

/// Words in lines, as wide as the panel is.
void WordBar::arrange()
{
    m_title->adjustSize();
    m_title->move(0, 0);
    int x = 0, y = m_title->height() + kHalfGap, line = 0;
    for (QWidget* button : m_buttons) {
        button->adjustSize();
        if (x > 0 && x + button->width() > width()) {
            x = 0;
            y += line + kHalfGap;
        }
        button->move(x, y);
        x += button->width() + kHalfGap;
        line = button->height();
    }
    setFixedHeight(y + line);
}

} // namespace ui
