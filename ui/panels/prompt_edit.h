#pragma once

/// The prompt: a few lines of plain text where Ctrl+Enter and Esc belong to the window.
/// GUI thread only.

#include <QPlainTextEdit>

namespace ui {

class PromptEdit final : public QPlainTextEdit {
    Q_OBJECT

public:
    /// `lines` high; more text scrolls.
    explicit PromptEdit(int lines, QWidget* parent = nullptr);

    [[nodiscard]] QString text() const { return toPlainText().simplified(); }

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace ui
