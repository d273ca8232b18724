#include "ui/widgets/panel_title.h"

#include <QHBoxLayout>
#include <QLabel>

#include "ui/theme/theme.h"

namespace ui {

QWidget* makePanelTitle(const QString& title)
{
    auto* bar = new QWidget;
    bar->setProperty("panelTitle", true);
    bar->setAttribute(Qt::WA_StyledBackground);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(2 * kGap, kGap, kGap, kGap);
    auto* label = new QLabel(title, bar);
    setTextRole(*label, TextRole::Heading);
    layout->addWidget(label);
    return bar;
}

QWidget* makeEmptyTitle()
{
    auto* bar = new QWidget;
    bar->setFixedHeight(0);
    return bar;
}

} // namespace ui
