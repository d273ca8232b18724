#pragma once

/// Every command by its name: type a few letters, press Enter. GUI thread only.

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QListWidget;

namespace ui {

class CommandPalette final : public QDialog {
    Q_OBJECT

public:
    /// `actions` = what can be found; those that are disabled are shown but can't be run.
    CommandPalette(QList<QAction*> actions, QWidget* parent);

    /// How well `text` answers to what was typed: 0 = not at all; letters in order, better at the
    /// beginnings of words and in a row.
    [[nodiscard]] static int score(const QString& text, const QString& typed);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void run();

    QList<QAction*> m_actions;
    QLineEdit* m_edit;
    QListWidget* m_list;
};

} // namespace ui
