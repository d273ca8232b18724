#pragma once

/// Shows the preferences and changes them. GUI thread only.

#include <QDialog>

#include "ui/preferences/preferences.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QListWidget;
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
    [[nodiscard]] QWidget* makePerformance();
    [[nodiscard]] QWidget* makeFiles();
    [[nodiscard]] QWidget* makeModels();
    void addModelFolder();
    [[nodiscard]] QWidget* makeProfileField();
    [[nodiscard]] QWidget* makeKeyboard(const QList<QAction*>& actions,
                                        const QMap<QString, QString>& defaultKeys);

    Preferences m_before;
    QComboBox* m_theme = nullptr;
    QSpinBox* m_undo = nullptr;
    QSpinBox* m_undoDisk = nullptr;
    QLineEdit* m_display = nullptr;
    QSpinBox* m_autosave = nullptr;
    QSpinBox* m_threads = nullptr;
    QCheckBox* m_previews = nullptr;
    QComboBox* m_format = nullptr;
    QSpinBox* m_quality = nullptr;
    QCheckBox* m_strip = nullptr;
    QListWidget* m_folders = nullptr;
    ShortcutTable* m_shortcuts = nullptr;
};

} // namespace ui
