#include "ui/edits/canvas_size_dialog.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

namespace ui {

namespace {
constexpr int kMostSide = 60000;
constexpr int kMiddle = 4;
} // namespace

CanvasSizeDialog::CanvasSizeDialog(core::Size size, QWidget* parent)
    : QDialog(parent), m_before(size), m_width(new QSpinBox(this)), m_height(new QSpinBox(this)),
      m_anchor(new QButtonGroup(this))
{
    setWindowTitle(tr("Canvas Size"));
    setObjectName(QStringLiteral("canvasSizeDialog"));
    m_width->setObjectName(QStringLiteral("canvasWidth"));
    m_height->setObjectName(QStringLiteral("canvasHeight"));
    for (QSpinBox* field : {m_width, m_height}) {
        field->setRange(1, kMostSide);
        field->setSuffix(tr(" px"));
        field->setMinimumWidth(112);
    }
    m_width->setValue(size.width);
    m_height->setValue(size.height);

    const QString names[] = {tr("Top left"),    tr("Top"),    tr("Top right"),
                             tr("Left"),        tr("Middle"), tr("Right"),
                             tr("Bottom left"), tr("Bottom"), tr("Bottom right")};
    auto* grid = new QGridLayout;
    grid->setSpacing(2);
    for (int place = 0; place < 9; ++place) {
        auto* button = new QToolButton(this);
        button->setCheckable(true);
        button->setText(QStringLiteral("\u25A0"));
        button->setToolTip(names[place]);
        button->setAccessibleName(names[place]);
        m_anchor->addButton(button, place);
        grid->addWidget(button, place / 3, place % 3);
    }
    grid->setColumnStretch(3, 1);
    m_anchor->button(kMiddle)->setChecked(true);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(2 * kGap);
    form->setVerticalSpacing(kGap);
    form->addRow(tr("Width"), m_width);
    form->addRow(tr("Height"), m_height);
    form->addRow(tr("Picture at"), grid);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* change = buttons->addButton(tr("Change"), QDialogButtonBox::AcceptRole);
    change->setDefault(true);
    setPrimary(*change);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * kGap, 3 * kGap, 3 * kGap, 2 * kGap);
    layout->setSpacing(2 * kGap);
    layout->addLayout(form);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_width->selectAll();
}

core::Rect CanvasSizeDialog::area() const
{
    const int place = m_anchor->checkedId();
    const int dx = m_before.width - m_width->value();
    const int dy = m_before.height - m_height->value();
    return {dx * (place % 3) / 2, dy * (place / 3) / 2, m_width->value(), m_height->value()};
}

} // namespace ui
