#pragma once

/// A button that shows a colour and asks for another. GUI thread only.

#include <QColor>
#include <QToolButton>

namespace ui {

class ColorButton final : public QToolButton {
    Q_OBJECT

public:
    /// `title` = of the dialog and the tooltip.
    explicit ColorButton(const QString& title, QWidget* parent = nullptr);

    [[nodiscard]] QColor color() const { return m_color; }
    void setColor(const QColor& color);

Q_SIGNALS:
    void colorChosen(const QColor& color);

private:
    void choose();

    QString m_title;
    QColor m_color;
};

} // namespace ui
