#include "ui/preferences/preferences_control.h"

#include <QAction>
#include <QApplication>
#include <QWidget>

#include "ui/preferences/preferences_dialog.h"
#include "ui/workspace.h"

namespace ui {

PreferencesControl::PreferencesControl(Workspace& workspace, QWidget& window)
    : QObject(&window), m_workspace(workspace), m_window(window)
{
    for (const QAction* action : window.actions()) {
        m_defaultKeys[action->objectName()] =
            QKeySequence::listToString(action->shortcuts(), QKeySequence::PortableText);
    }
    connect(&workspace, &Workspace::sessionChanged, this, &PreferencesControl::applyBudget);
    applyBudget();
}

void PreferencesControl::setPreferences(const Preferences& preferences)
{
    const bool newLooks = preferences.theme != m_preferences.theme;
    const bool newKeys = preferences.shortcuts != m_preferences.shortcuts;
    m_preferences = preferences;
    if (newLooks) {
        applyTheme(*qApp, themeColors(preferences.theme));
    }
    if (newKeys) {
        applyShortcuts();
    }
    applyBudget();
    Q_EMIT changed(m_preferences);
}

void PreferencesControl::applyShortcuts()
{
    for (QAction* action : m_window.actions()) {
        const QString id = action->objectName();
        const QString keys = m_preferences.shortcuts.value(id, m_defaultKeys.value(id));
        action->setShortcuts(QKeySequence::listFromString(keys, QKeySequence::PortableText));
        QString words = action->text();
        words.remove(QLatin1Char('&')).remove(QChar(0x2026));
        const QString shown = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(shown.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, shown));
    }
}

void PreferencesControl::applyBudget()
{
    if (DocumentSession* session = m_workspace.session()) {
        const std::int64_t disk = std::int64_t{m_preferences.undoDiskGigabytes} << 30;
        session->history().setSpill(disk > 0 ? core::SpillFile::defaultFolder() : std::string(),
                                    disk);
        session->history().setByteBudget(std::int64_t{m_preferences.undoMegabytes} << 20);
    }
}

void PreferencesControl::ask()
{
    auto* dialog =
        new PreferencesDialog(m_preferences, m_window.actions(), m_defaultKeys, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { setPreferences(dialog->preferences()); });
    dialog->open();
}

} // namespace ui
