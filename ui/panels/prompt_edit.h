#pragma once

/// The prompt: a few lines of plain text where Ctrl+Enter and Esc belong to the window. Up in the
/// first and Down in the last line walk through earlier prompts, Ctrl+Up and Ctrl+Down weigh the
/// word at the cursor. GUI thread only.

#include <QPlainTextEdit>
#include <QStringList>

#include <functional>

namespace ui {

class PromptEdit final : public QPlainTextEdit {
    Q_OBJECT

public:
    /// `lines` high; more text scrolls.
    explicit PromptEdit(int lines, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const { return toPlainText().simplified(); }
    /// Undoable, unlike setPlainText.
    void replaceText(const QString& text);
    /// Where earlier prompts come from, newest first.
    void setHistory(std::function<QStringList()> history) { m_history = std::move(history); }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// False where the cursor has lines to move through.
    bool walkHistory(int direction);
    void weigh(int steps);

    std::function<QStringList()> m_history;
    int m_place = -1; ///< in the history; -1 = what the user typed
    QString m_typed;  ///< that
};

} // namespace ui
