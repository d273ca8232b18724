#include "ui/widgets/color_button.h"

#include <QColorDialog>
#include <QPainter>

#include "ui/theme/theme_colors.h"

namespace ui {

ColorButton::ColorButton(const QString& title, QWidget* parent)
    : QToolButton(parent), m_title(title)
{
    setToolTip(title);
    setAccessibleName(title);
    connect(this, &QToolButton::clicked, this, &ColorButton::choose);
}

void ColorButton::setColor(const QColor& color)
{
    m_color = color;
    QPixmap pixmap(36, 36);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(QColor(color.rgb()));
    painter.setPen(QPen(ThemeColors::current().textSecondary, 2));
    painter.drawRoundedRect(QRectF(4, 4, 28, 28), 6, 6);
    setIcon(QIcon(pixmap));
}

void ColorButton::choose()
{
    auto* dialog = new QColorDialog(m_color, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QColorDialog::DontUseNativeDialog);
    dialog->setWindowTitle(m_title);
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor& color) {
        setColor(color);
        Q_EMIT colorChosen(color);
    });
    dialog->open();
}

} // namespace ui
