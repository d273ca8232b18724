#include "ui/generate/anchor_grid.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QPushButton>

#include <cmath>

namespace ui {

namespace {

constexpr int kSides = 3;
constexpr int kCell = 18; // logical pixels

QString placeName(int row, int column)
{
    static const char* const kNames[kSides][kSides] = {
        {QT_TRANSLATE_NOOP("ui::AnchorGrid", "top left"),
         QT_TRANSLATE_NOOP("ui::AnchorGrid", "top"),
         QT_TRANSLATE_NOOP("ui::AnchorGrid", "top right")},
        {QT_TRANSLATE_NOOP("ui::AnchorGrid", "left"),
         QT_TRANSLATE_NOOP("ui::AnchorGrid", "in the middle"),
         QT_TRANSLATE_NOOP("ui::AnchorGrid", "right")},
        {QT_TRANSLATE_NOOP("ui::AnchorGrid", "bottom left"),
         QT_TRANSLATE_NOOP("ui::AnchorGrid", "bottom"),
         QT_TRANSLATE_NOOP("ui::AnchorGrid", "bottom right")}};
    return AnchorGrid::tr(kNames[row][column]);
}

} // namespace

AnchorGrid::AnchorGrid(QWidget* parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    setAccessibleName(tr("Place of the picture"));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    for (int row = 0; row < kSides; ++row) {
        for (int column = 0; column < kSides; ++column) {
            auto* cell = new QPushButton(this);
            cell->setCheckable(true);
            cell->setProperty("cell", true);
            cell->setFixedSize(kCell, kCell);
            cell->setToolTip(tr("The picture stays: %1").arg(placeName(row, column)));
            cell->setAccessibleName(cell->toolTip());
            layout->addWidget(cell, row, column);
            m_group->addButton(cell, row * kSides + column);
        }
    }
    m_group->button(kSides + 1)->setChecked(true);
    connect(m_group, &QButtonGroup::idClicked, this, &AnchorGrid::chosen);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

core::Anchor AnchorGrid::anchor() const
{
    const int id = m_group->checkedId();
    return {(id % kSides) / 2.0, (id / kSides) / 2.0};
}

void AnchorGrid::setAnchor(const core::Anchor& anchor)
{
    const int column = static_cast<int>(std::lround(anchor.x * 2));
    const int row = static_cast<int>(std::lround(anchor.y * 2));
    m_group->button(row * kSides + column)->setChecked(true);
}

} // namespace ui
