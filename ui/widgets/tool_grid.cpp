#include "ui/widgets/tool_grid.h"

#include <QAction>
#include <QGridLayout>
#include <QToolButton>

namespace ui {

namespace {
constexpr int kColumns = 2;
constexpr int kIcon = 20;
} // namespace

ToolGrid::ToolGrid(const QList<QAction*>& actions, QWidget* parent) : QWidget(parent)
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    int place = 0;
    for (QAction* action : actions) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setIconSize(QSize(kIcon, kIcon));
        button->setAutoRaise(true);
        button->setAccessibleName(action->text());
        layout->addWidget(button, place / kColumns, place % kColumns);
        ++place;
    }
}

} // namespace ui
