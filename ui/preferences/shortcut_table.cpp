#include "ui/preferences/shortcut_table.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

#include "ui/preferences/shortcut_presets.h"
#include "ui/theme/theme.h"

namespace ui {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kKeysRole = Qt::UserRole + 1;

void setKeys(QTreeWidgetItem& item, const QString& portable)
{
    item.setData(0, kKeysRole, portable);
    item.setText(1, QKeySequence::listToString(QKeySequence::listFromString(portable),
                                               QKeySequence::NativeText));
}

/// Several keys of one command are written one after another, parted by "; ".
bool holds(const QString& keys, const QString& one)
{
    return !one.isEmpty() && QKeySequence::listFromString(keys).contains(QKeySequence(one));
}

} // namespace

ShortcutTable::ShortcutTable(const QList<QAction*>& actions, QMap<QString, QString> defaults,
                             const QMap<QString, QString>& changed, QWidget* parent)
    : QWidget(parent), m_defaults(std::move(defaults)), m_search(new QLineEdit(this)),
      m_tree(new QTreeWidget(this)), m_keys(new QKeySequenceEdit(this)), m_note(new QLabel(this))
{
    m_search->setPlaceholderText(tr("Find a command"));
    m_search->setAccessibleName(tr("Find a command"));
    m_tree->setObjectName(QStringLiteral("shortcutTable"));
    m_tree->setHeaderLabels({tr("Command"), tr("Keys")});
    m_tree->setRootIsDecorated(false);
    m_tree->setUniformRowHeights(true);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_keys->setObjectName(QStringLiteral("shortcutKeys"));
    m_keys->setAccessibleName(tr("New keys"));
    setTextRole(*m_note, TextRole::Secondary);
    for (const QAction* action : actions) {
        const QString id = action->objectName();
        if (id.isEmpty() || itemOf(id) != nullptr) {
            continue;
        }
        QString words = action->text();
        auto* item =
            new QTreeWidgetItem({words.remove(QLatin1Char('&')).remove(QChar(0x2026)), QString()});
        item->setData(0, kIdRole, id);
        m_tree->addTopLevelItem(item);
        setKeys(*item, changed.value(id, m_defaults.value(id)));
    }
    auto* clear = new QPushButton(tr("None"), this);
    clear->setToolTip(tr("The command gets no keys"));
    auto* own = new QPushButton(tr("Default"), this);
    own->setToolTip(tr("The keys the program came with"));
    auto* all = new QPushButton(tr("Reset all"), this);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(kGap);
    bottom->addWidget(new QLabel(tr("Keys"), this));
    bottom->addWidget(m_keys, 1);
    bottom->addWidget(clear);
    bottom->addWidget(own);
    bottom->addWidget(all);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
    layout->addLayout(bottom);
    layout->addWidget(m_note);
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutTable::filter);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ShortcutTable::showCurrent);
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, [this](const QKeySequence& keys) {
        if (const QTreeWidgetItem* item = m_tree->currentItem()) {
            assign(item->data(0, kIdRole).toString(), keys.toString(QKeySequence::PortableText));
        }
    });
    const auto give = [this](bool none) {
        if (const QTreeWidgetItem* item = m_tree->currentItem()) {
            const QString id = item->data(0, kIdRole).toString();
            assign(id, none ? QString() : m_defaults.value(id));
            showCurrent();
        }
    };
    connect(clear, &QPushButton::clicked, this, [give] { give(true); });
    connect(own, &QPushButton::clicked, this, [give] { give(false); });
    connect(all, &QPushButton::clicked, this, &ShortcutTable::reset);
    m_tree->setCurrentItem(m_tree->topLevelItem(0));
}

QTreeWidgetItem* ShortcutTable::itemOf(const QString& id) const
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        if (m_tree->topLevelItem(i)->data(0, kIdRole).toString() == id) {
            return m_tree->topLevelItem(i);
        }
    }
    return nullptr;
}

void ShortcutTable::assign(const QString& id, const QString& keys)
{
    m_note->clear();
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem* other = m_tree->topLevelItem(i);
        const QString theirs = other->data(0, kKeysRole).toString();
        for (const QKeySequence& one : QKeySequence::listFromString(keys)) {
            if (other->data(0, kIdRole).toString() != id &&
                holds(theirs, one.toString(QKeySequence::PortableText))) {
                setKeys(*other, QString());
                m_note->setText(tr("Taken from “%1”").arg(other->text(0)));
            }
        }
    }
    if (QTreeWidgetItem* item = itemOf(id)) {
        setKeys(*item, keys);
    }
}

QMap<QString, QString> ShortcutTable::changed() const
{
    QMap<QString, QString> out;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* item = m_tree->topLevelItem(i);
        const QString id = item->data(0, kIdRole).toString();
        const QString keys = item->data(0, kKeysRole).toString();
        if (keys != m_defaults.value(id)) {
            out[id] = keys;
        }
    }
    return out;
}

void ShortcutTable::filter(const QString& text)
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_tree->topLevelItem(i);
        item->setHidden(!item->text(0).contains(text, Qt::CaseInsensitive) &&
                        !item->text(1).contains(text, Qt::CaseInsensitive));
    }
}

void ShortcutTable::showCurrent()
{
    const QTreeWidgetItem* item = m_tree->currentItem();
    const QString keys = item == nullptr ? QString() : item->data(0, kKeysRole).toString();
    const QSignalBlocker block(m_keys);
    m_keys->setKeySequence(QKeySequence::listFromString(keys).value(0));
}

void ShortcutTable::apply(const ShortcutPreset& preset)
{
    reset();
    // First all lose what they have, so that no row takes a key from one that comes later.
    for (const ShortcutPreset::Row& row : preset.rows) {
        if (QTreeWidgetItem* item = itemOf(QLatin1String(row.id))) {
            setKeys(*item, QString());
        }
    }
    for (const ShortcutPreset::Row& row : preset.rows) {
        assign(QLatin1String(row.id), QLatin1String(row.keys));
    }
    m_note->clear();
    showCurrent();
}

void ShortcutTable::reset()
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = m_tree->topLevelItem(i);
        setKeys(*item, m_defaults.value(item->data(0, kIdRole).toString()));
    }
    showCurrent();
}

} // namespace ui
