#include "ui/actions.h"

#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <QStringList>
#include <QWidget>

#include <cassert>

#include "ui/theme/icons.h"

namespace ui {

namespace {

constexpr const char* kFile = QT_TRANSLATE_NOOP("Menu", "&File");
constexpr const char* kEdit = QT_TRANSLATE_NOOP("Menu", "&Edit");
constexpr const char* kMask = QT_TRANSLATE_NOOP("Menu", "&Mask");
constexpr const char* kGenerate = QT_TRANSLATE_NOOP("Menu", "&Generate");
constexpr const char* kView = QT_TRANSLATE_NOOP("Menu", "&View");
constexpr const char* kHelp = QT_TRANSLATE_NOOP("Menu", "&Help");

constexpr ActionEntry kActions[] = {
    {kFile, "file.open", QT_TRANSLATE_NOOP("Menu", "&Open…"), "open", "Ctrl+O"},
    {kFile, nullptr, nullptr, nullptr, nullptr},
    {kFile, "file.save", QT_TRANSLATE_NOOP("Menu", "&Save"), "save", "Ctrl+S"},
    {kFile, "file.saveAs", QT_TRANSLATE_NOOP("Menu", "Save &As…"), nullptr, "Ctrl+Shift+S"},
    {kFile, "file.export", QT_TRANSLATE_NOOP("Menu", "&Export…"), "export", "Ctrl+Shift+E; Ctrl+E"},
    {kFile, nullptr, nullptr, nullptr, nullptr},
    {kFile, "file.quit", QT_TRANSLATE_NOOP("Menu", "&Quit"), nullptr, "Ctrl+Q"},

    {kEdit, "edit.undo", QT_TRANSLATE_NOOP("Menu", "&Undo"), "undo", "Ctrl+Z"},
    {kEdit, "edit.redo", QT_TRANSLATE_NOOP("Menu", "&Redo"), "redo", "Ctrl+Shift+Z; Ctrl+Y"},

    {kMask, "mask.clear", QT_TRANSLATE_NOOP("Menu", "&Clear"), "clear-mask",
     "Ctrl+D; Ctrl+Shift+A"},
    {kMask, "mask.invert", QT_TRANSLATE_NOOP("Menu", "&Invert"), "invert", "Ctrl+Shift+I; Ctrl+I"},
    {kMask, "mask.all", QT_TRANSLATE_NOOP("Menu", "Select &All"), nullptr, "Ctrl+A"},
    {kMask, "mask.reselect", QT_TRANSLATE_NOOP("Menu", "R&eselect"), nullptr, "Ctrl+Shift+D"},
    {kMask, "mask.layer", QT_TRANSLATE_NOOP("Menu", "Select La&yer's Pixels"), nullptr, nullptr},
    {kMask, nullptr, nullptr, nullptr, nullptr},
    {kMask, "mask.grow", QT_TRANSLATE_NOOP("Menu", "&Grow…"), nullptr, nullptr},
    {kMask, "mask.shrink", QT_TRANSLATE_NOOP("Menu", "S&hrink…"), nullptr, nullptr},
    {kMask, "mask.feather", QT_TRANSLATE_NOOP("Menu", "&Feather…"), nullptr, "Shift+F6"},
    {kMask, "mask.smooth", QT_TRANSLATE_NOOP("Menu", "Smoo&th…"), nullptr, nullptr},
    {kMask, nullptr, nullptr, nullptr, nullptr},
    {kMask, "mask.show", QT_TRANSLATE_NOOP("Menu", "&Quick Mask"), nullptr, "Q"},
    {kMask, "mask.edge", QT_TRANSLATE_NOOP("Menu", "Selection E&dge"), nullptr, "Ctrl+H"},
    {kMask, nullptr, nullptr, nullptr, nullptr},
    {kMask, "brush.larger", QT_TRANSLATE_NOOP("Menu", "&Larger Brush"), nullptr, "]"},
    {kMask, "brush.smaller", QT_TRANSLATE_NOOP("Menu", "S&maller Brush"), nullptr, "["},

    {kGenerate, "generate.fitting", QT_TRANSLATE_NOOP("Menu", "&Generate"), "sparkle",
     "Ctrl+Return; Ctrl+Enter"},
    {kGenerate, nullptr, nullptr, nullptr, nullptr},
    {kGenerate, "generate.remove", QT_TRANSLATE_NOOP("Menu", "&Remove"), "remove", "J"},
    {kGenerate, "generate.fill", QT_TRANSLATE_NOOP("Menu", "&Fill"), nullptr, "Shift+F5"},
    {kGenerate, "generate.prompt", QT_TRANSLATE_NOOP("Menu", "Type a &Prompt"), nullptr, "P"},
    {kGenerate, nullptr, nullptr, nullptr, nullptr},
    {kGenerate, "generate.cancel", QT_TRANSLATE_NOOP("Menu", "&Cancel"), "close", "Esc; Shift+X"},

    {kView, "view.zoomIn", QT_TRANSLATE_NOOP("Menu", "Zoom &In"), "zoom-in", "Ctrl++; Ctrl+="},
    {kView, "view.zoomOut", QT_TRANSLATE_NOOP("Menu", "Zoom &Out"), "zoom-out", "Ctrl+-"},
    {kView, "view.fit", QT_TRANSLATE_NOOP("Menu", "&Fit in Window"), "fit", "Ctrl+0"},
    {kView, "view.actual", QT_TRANSLATE_NOOP("Menu", "&Actual Pixels"), nullptr, "Ctrl+1"},
    {kView, nullptr, nullptr, nullptr, nullptr},
    {kView, "view.rotateLeft", QT_TRANSLATE_NOOP("Menu", "Rotate View &Left"), nullptr, "4"},
    {kView, "view.rotateRight", QT_TRANSLATE_NOOP("Menu", "Rotate View &Right"), nullptr, "6"},
    {kView, "view.rotateReset", QT_TRANSLATE_NOOP("Menu", "Reset R&otation"), nullptr, "5"},
    {kView, "view.mirror", QT_TRANSLATE_NOOP("Menu", "&Mirror View"), nullptr, "M"},
    {kView, "view.grid", QT_TRANSLATE_NOOP("Menu", "Pixel &Grid"), nullptr, "Ctrl+'"},
    {kView, nullptr, nullptr, nullptr, nullptr},
    {kView, "view.original", QT_TRANSLATE_NOOP("Menu", "&Before/After"), "compare", "\\"},

    {kHelp, "help.about", QT_TRANSLATE_NOOP("Menu", "&About Stillwater"), nullptr, nullptr},
};

} // namespace

std::span<const ActionEntry> actionEntries()
{
    return kActions;
}

ActionSet::ActionSet(QWidget& window)
{
    for (const ActionEntry& entry : kActions) {
        if (entry.id == nullptr) {
            continue;
        }
        auto* action = new QAction(QCoreApplication::translate("Menu", entry.text), &window);
        action->setObjectName(QLatin1String(entry.id));
        if (entry.icon != nullptr) {
            action->setIcon(icon(entry.icon));
        }
        if (entry.shortcut != nullptr) {
            action->setShortcuts(QKeySequence::listFromString(QLatin1String(entry.shortcut)));
        }
        const QString words = action->text().remove(QLatin1Char('&')).remove(QChar(0x2026));
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(keys.isEmpty() ? words : QStringLiteral("%1 (%2)").arg(words, keys));
        window.addAction(action);
        m_actions.emplace(entry.id, action);
    }
}

QAction& ActionSet::operator[](const char* id) const
{
    const auto found = m_actions.find(id);
    assert(found != m_actions.end() && "not in the table of actions");
    return *found->second;
}

void ActionSet::addToMenu(const char* neighbour, const QList<QAction*>& actions) const
{
    const auto found = m_menus.find(&(*this)[neighbour]);
    assert(found != m_menus.end() && "not in a menu");
    found->second->addSeparator();
    found->second->addActions(actions);
}

void ActionSet::fillMenus(QMenuBar& bar)
{
    QMenu* menu = nullptr;
    const char* title = nullptr;
    for (const ActionEntry& entry : kActions) {
        if (entry.menu != title) {
            title = entry.menu;
            menu = bar.addMenu(QCoreApplication::translate("Menu", title));
        }
        if (entry.id == nullptr) {
            menu->addSeparator();
        } else {
            QAction* action = &(*this)[entry.id];
            menu->addAction(action);
            m_menus.emplace(action, menu);
        }
    }
}

} // namespace ui
