#pragma once

/// Holds the preferences and makes them so: looks, keys, memory of the history. GUI thread only.

#include <QObject>

#include "ui/preferences/preferences.h"

class QWidget;

namespace ui {

class Workspace;

class PreferencesControl final : public QObject {
    Q_OBJECT

public:
    /// The window's actions, which must all be there, have the program's own keys now.
    PreferencesControl(Workspace& workspace, QWidget& window);

    [[nodiscard]] const Preferences& preferences() const { return m_preferences; }
    void setPreferences(const Preferences& preferences);
    /// In a dialog over the window.
    void ask();

Q_SIGNALS:
    void changed(const ui::Preferences& preferences);

private:
    void applyShortcuts();
    void applyBudget();

    Workspace& m_workspace;
    QWidget& m_window;
    Preferences m_preferences;
    QMap<QString, QString> m_defaultKeys;
};

} // namespace ui
