#include "ui/command_palette.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPointer>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "ui/theme/theme.h"

namespace ui {

namespace {

constexpr int kWidth = 480;
constexpr int kHeight = 380;

QString plain(QString text)
{
    return text.remove(QLatin1Char('&')).remove(QChar(0x2026));
}

/// "Layer: Merge Down", so that a menu's name finds all it holds.
QString wordsOf(const QAction& action)
{
    for (QObject* object : action.associatedObjects()) {
        if (const auto* menu = qobject_cast<QMenu*>(object); menu && !menu->title().isEmpty()) {
            return QStringLiteral("%1: %2").arg(plain(menu->title()), plain(action.text()));
        }
    }
    return plain(action.text());
}

} // namespace

int CommandPalette::score(const QString& text, const QString& typed)
{
    int total = 1;
    qsizetype from = 0;
    bool inRow = false;
    for (const QChar letter : typed) {
        if (letter.isSpace()) {
            continue;
        }
        const qsizetype at = text.indexOf(letter, from, Qt::CaseInsensitive);
        if (at < 0) {
            return 0;
        }
        const bool startsWord = at == 0 || !text[at - 1].isLetterOrNumber();
        total += startsWord ? 8 : 1;
        total += inRow && at == from ? 6 : 0;
        inRow = true;
        from = at + 1;
    }
    return total;
}

CommandPalette::CommandPalette(QList<QAction*> actions, QWidget* parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint), m_actions(std::move(actions)),
      m_edit(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setWindowTitle(tr("Find a command"));
    m_edit->setPlaceholderText(tr("Find a command"));
    m_edit->setAccessibleName(tr("Find a command"));
    m_edit->installEventFilter(this);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kGap, kGap, kGap, kGap);
    layout->setSpacing(kHalfGap);
    layout->addWidget(m_edit);
    layout->addWidget(m_list, 1);
    resize(kWidth, kHeight);
    if (parent != nullptr) {
        const QPoint top = parent->mapToGlobal(QPoint((parent->width() - kWidth) / 2, 96));
        move(top);
    }
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::refresh);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::run);
    refresh();
}

void CommandPalette::refresh()
{
    struct Found {
        int score;
        qsizetype row;
        QString words;
    };
    std::vector<Found> found;
    for (qsizetype i = 0; i < m_actions.size(); ++i) {
        const QString words = wordsOf(*m_actions[i]);
        const int points = score(words, m_edit->text());
        if (points > 0 && m_actions[i]->isVisible()) {
            found.push_back({points, i, words});
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.score > b.score; });
    m_list->clear();
    for (const Found& each : found) {
        const QAction* action = m_actions[each.row];
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        auto* item = new QListWidgetItem(
            action->icon(),
            keys.isEmpty() ? each.words : QStringLiteral("%1    %2").arg(each.words, keys));
        item->setData(Qt::UserRole, static_cast<int>(each.row));
        if (!action->isEnabled()) {
            item->setForeground(ThemeColors::current().textDisabled);
        }
        m_list->addItem(item);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::run()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (item == nullptr) {
        return;
    }
    QAction* action = m_actions[item->data(Qt::UserRole).toInt()];
    if (!action->isEnabled()) {
        return;
    }
    accept();
    // After this window has gone: the command may open one of its own.
    QTimer::singleShot(0, action, &QAction::trigger);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int step = key == Qt::Key_Down ? 1 : -1;
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            run();
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace ui
