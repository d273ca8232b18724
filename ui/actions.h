#pragma once

/// Every command of the window with its words, icon, shortcut and place in the menus: one table.
/// GUI thread only.

#include <QAction>
#include <QList>
#include <QString>

#include <span>
#include <string>
#include <unordered_map>

class QMenu;
class QMenuBar;
class QWidget;

namespace ui {

struct ActionEntry {
    const char* menu;     ///< English title of its menu, translated in context "Menu"
    const char* id;       ///< "file.open"; null = a separator in the menu
    const char* text;     ///< English, translated in context "Menu"
    const char* icon;     ///< of resources/icons; null = none
    const char* shortcut; ///< one or several, separated by "; "
};

[[nodiscard]] std::span<const ActionEntry> actionEntries();

class ActionSet {
public:
    /// The actions belong to `window` and work anywhere in it.
    explicit ActionSet(QWidget& window);

    /// An id that is not in the table is a bug.
    [[nodiscard]] QAction& operator[](const char* id) const;
    void fillMenus(QMenuBar& bar);
    /// Adds actions that other widgets own below those of the menu that holds `neighbour`.
    void addToMenu(const char* neighbour, const QList<QAction*>& actions) const;

private:
    std::unordered_map<std::string, QAction*> m_actions;
    std::unordered_map<const QAction*, QMenu*> m_menus; ///< where each of them is
};

} // namespace ui
