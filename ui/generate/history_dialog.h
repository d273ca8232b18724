#pragma once

/// All generations, to be searched, put into the picture again or thrown away. GUI thread only.

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace ui {

class GenerationHistory;
class Workspace;
struct FillParams;

class HistoryDialog final : public QDialog {
    Q_OBJECT

public:
    HistoryDialog(GenerationHistory& history, Workspace& workspace, QWidget* parent);

Q_SIGNALS:
    /// The panel is to show how a result was made.
    void settingsWanted(const ui::FillParams& params);

private:
    void refresh();
    void showChosen();
    [[nodiscard]] QString chosen() const;

    GenerationHistory& m_history;
    Workspace& m_workspace;
    QLineEdit* m_search;
    QCheckBox* m_here;
    QListWidget* m_list;
    QLabel* m_about;
    QLabel* m_size;
    QPushButton* m_put;
    QPushButton* m_settings;
    QPushButton* m_remove;
};

} // namespace ui
