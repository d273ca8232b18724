#include "ui/panels/history_panel.h"

#include <QCoreApplication>

#include "ui/theme/theme_colors.h"
#include "ui/workspace.h"

namespace ui {

HistoryPanel::HistoryPanel(Workspace& workspace, QWidget* parent)
    : QListWidget(parent), m_workspace(workspace)
{
    setAccessibleName(tr("History"));
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    const auto goTo = [this](QListWidgetItem* item) {
        if (DocumentSession* session = m_workspace.session()) {
            session->history().goTo(row(item));
        }
    };
    connect(this, &QListWidget::itemClicked, this, goTo);
    connect(this, &QListWidget::itemActivated, this, goTo);
    connect(&workspace, &Workspace::sessionChanged, this, [this](DocumentSession* session) {
        if (session != nullptr) {
            connect(session, &DocumentSession::historyChanged, this, &HistoryPanel::refresh);
        }
        refresh();
    });
    refresh();
}

void HistoryPanel::refresh()
{
    const DocumentSession* session = m_workspace.session();
    const int rows = session == nullptr ? 0 : session->history().count() + 1;
    while (count() > rows) {
        delete takeItem(count() - 1);
    }
    while (count() < rows) {
        addItem(QString());
    }
    if (session == nullptr) {
        return;
    }
    const ThemeColors c = ThemeColors::current();
    for (int i = 0; i < rows; ++i) {
        // Labels are English words of commands; catalogues translate them in this context.
        const QString text =
            i == 0
                ? tr("Opened")
                : QCoreApplication::translate("History", session->history().label(i - 1).c_str());
        item(i)->setText(text);
        item(i)->setForeground(i <= session->history().index() ? c.text : c.textDisabled);
    }
    setCurrentRow(session->history().index());
}

} // namespace ui
