#pragma once

/// All commands with their keys, to change them. GUI thread only.

#include <QList>
#include <QMap>
#include <QWidget>

class QAction;
class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace ui {

struct ShortcutPreset;

class ShortcutTable final : public QWidget {
    Q_OBJECT

public:
    /// `defaults` = the program's own keys by id.
    ShortcutTable(const QList<QAction*>& actions, QMap<QString, QString> defaults,
                  const QMap<QString, QString>& changed, QWidget* parent = nullptr);

    /// Only what differs from the defaults.
    [[nodiscard]] QMap<QString, QString> changed() const;
    /// Gives the command these keys and takes them from whichever had them.
    void assign(const QString& id, const QString& keys);

    /// Our own keys, and on top of them those of the preset.
    void apply(const ShortcutPreset& preset);

private:
    void filter(const QString& text);
    void showCurrent();
    void reset();
    [[nodiscard]] QTreeWidgetItem* itemOf(const QString& id) const;

    QMap<QString, QString> m_defaults;
    QLineEdit* m_search;
    QTreeWidget* m_tree;
    QKeySequenceEdit* m_keys;
    QLabel* m_note;
};

} // namespace ui
