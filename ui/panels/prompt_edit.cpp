#include "ui/panels/prompt_edit.h"

#include <QKeyEvent>

namespace ui {

PromptEdit::PromptEdit(int lines, QWidget* parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const int border = 18; // frame and padding of the style sheet, document margin
    setFixedHeight(fontMetrics().lineSpacing() * lines + border);
}

void PromptEdit::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if ((enter && event->modifiers().testFlag(Qt::ControlModifier)) ||
        event->key() == Qt::Key_Escape) {
        event->ignore(); // the window's actions take it
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace ui
