#pragma once

/// Shows the preferences and changes them. GUI thread only.

#include <QDialog>

#include "ui/preferences/preferences.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace ui {

class ShortcutTable;

class PreferencesDialog final : public QDialog {
    Q_OBJECT

public:
    PreferencesDialog(const Preferences& preferences, const QList<QAction*>& actions,
                      const QMap<QString, QString>& defaultKeys, QWidget* parent);

    [[nodiscard]] Preferences preferences() const;

private:
    [[nodiscard]] QWidget* makeGeneral();
    [[nodiscard]] QWidget* makeProfileField();
    [[nodiscard]] QWidget* makeKeyboard(const QList<QAction*>& actions,
                                        const QMap<QString, QString>& defaultKeys);

    Preferences m_before;
    QComboBox* m_theme = nullptr;
    QSpinBox* m_undo = nullptr;
    QSpinBox* m_undoDisk = nullptr;
    QLineEdit* m_display = nullptr;
    QSpinBox* m_autosave = nullptr;
    QCheckBox* m_strip = nullptr;
    ShortcutTable* m_shortcuts = nullptr;
};

} // namespace ui
