#pragma once

/// A line of text that gives way to its neighbours and ends in dots where it does not fit; all of it
/// is in the tool tip. GUI thread only.

#include <QLabel>
#include <QPainter>

namespace ui {

class ElidedLabel final : public QLabel {
public:
    explicit ElidedLabel(const QString& text, QWidget* parent) : QLabel(text, parent)
    {
        setTextFormat(Qt::PlainText);
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        setToolTip(text);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(foregroundRole()));
        painter.drawText(contentsRect(), Qt::AlignVCenter | Qt::AlignLeft,
                         fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
    }
};

} // namespace ui
