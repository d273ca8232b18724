#include "ui/panels/prompt_edit.h"

#include <QKeyEvent>
#include <QTextBlock>

#include "ui/generate/prompt_weights.h"

namespace ui {

PromptEdit::PromptEdit(int lines, QWidget* parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const int border = 18; // frame and padding of the style sheet, document margin
    setFixedHeight(fontMetrics().lineSpacing() * lines + border);
}

void PromptEdit::replaceText(const QString& text)
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    setTextCursor(cursor);
}

bool PromptEdit::walkHistory(int direction)
{
    QTextCursor moved = textCursor();
    const auto operation = direction > 0 ? QTextCursor::Up : QTextCursor::Down;
    if (textCursor().hasSelection() || moved.movePosition(operation)) {
        return false;
    }
    const QStringList history = m_history ? m_history() : QStringList();
    if (m_place >= 0 && (m_place >= history.size() || toPlainText() != history[m_place])) {
        m_place = -1; // it was changed: that is what is being typed now
    }
    const int wanted = m_place + direction;
    if (wanted < -1 || wanted >= history.size()) {
        return false;
    }
    if (m_place == -1) {
        m_typed = toPlainText();
    }
    m_place = wanted;
    replaceText(m_place < 0 ? m_typed : history[m_place]);
    return true;
}

void PromptEdit::weigh(int steps)
{
    const QTextCursor before = textCursor();
    const QString text = toPlainText();
    const WeighedText after = weighed(text, before.selectionStart(), before.selectionEnd(), steps);
    if (after.text == text) {
        return;
    }
    replaceText(after.text);
    QTextCursor cursor = textCursor();
    cursor.setPosition(after.from);
    cursor.setPosition(after.to, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

void PromptEdit::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool upOrDown = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down;
    const int direction = event->key() == Qt::Key_Up ? 1 : -1;
    const Qt::KeyboardModifiers held = event->modifiers() & ~Qt::KeypadModifier;
    if ((enter && held.testFlag(Qt::ControlModifier)) || event->key() == Qt::Key_Escape) {
        event->ignore(); // the window's actions take it
        return;
    }
    if (upOrDown && held == Qt::ControlModifier) {
        weigh(direction);
        return;
    }
    if (upOrDown && held == Qt::NoModifier && walkHistory(direction)) {
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace ui
