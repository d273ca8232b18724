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
constexpr const char* kImage = QT_TRANSLATE_NOOP("Menu", "&Image");
constexpr const char* kLayer = QT_TRANSLATE_NOOP("Menu", "&Layer");
constexpr const char* kAdjust = QT_TRANSLATE_NOOP("Menu", "&Adjust");
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
    {kEdit, nullptr, nullptr, nullptr, nullptr},
    {kEdit, "edit.cut", QT_TRANSLATE_NOOP("Menu", "Cu&t"), nullptr, "Ctrl+X"},
    {kEdit, "edit.copy", QT_TRANSLATE_NOOP("Menu", "&Copy"), nullptr, "Ctrl+C"},
    {kEdit, "edit.copyMerged", QT_TRANSLATE_NOOP("Menu", "Copy &Merged"), nullptr, "Ctrl+Shift+C"},
    {kEdit, "edit.paste", QT_TRANSLATE_NOOP("Menu", "&Paste"), nullptr, "Ctrl+V"},
    {kEdit, "edit.clear", QT_TRANSLATE_NOOP("Menu", "C&lear"), nullptr, "Del"},
    {kEdit, nullptr, nullptr, nullptr, nullptr},
    {kEdit, "edit.fillFirst", QT_TRANSLATE_NOOP("Menu", "&Fill with Colour"), nullptr, "Alt+Backspace"},
    {kEdit, "edit.fillSecond", QT_TRANSLATE_NOOP("Menu", "Fill with &Second Colour"), nullptr, "Ctrl+Backspace"},
    {kEdit, "edit.swapColors", QT_TRANSLATE_NOOP("Menu", "S&wap Colours"), "swap", "X"},
    {kEdit, "edit.resetColors", QT_TRANSLATE_NOOP("Menu", "&Black and White"), nullptr, "D"},
    {kEdit, nullptr, nullptr, nullptr, nullptr},
    {kEdit, "edit.palette", QT_TRANSLATE_NOOP("Menu", "Fin&d a Command…"), "search", "Ctrl+K; Ctrl+/"},
    {kEdit, "edit.preferences", QT_TRANSLATE_NOOP("Menu", "Prefere&nces…"), "settings", "Ctrl+,"},

    {kImage, "image.size", QT_TRANSLATE_NOOP("Menu", "&Image Size…"), nullptr, "Ctrl+Alt+I"},
    {kImage, "image.canvasSize", QT_TRANSLATE_NOOP("Menu", "&Canvas Size…"), nullptr, "Ctrl+Alt+C"},
    {kImage, "image.cropToSelection", QT_TRANSLATE_NOOP("Menu", "C&rop to Selection"), "crop", "Ctrl+Shift+X"},
    {kImage, nullptr, nullptr, nullptr, nullptr},
    {kImage, "image.rotateLeft", QT_TRANSLATE_NOOP("Menu", "Rotate &Left"), "rotate-left", "Ctrl+Shift+L"},
    {kImage, "image.rotateRight", QT_TRANSLATE_NOOP("Menu", "Rotate &Right"), "rotate-right", "Ctrl+Shift+R"},
    {kImage, "image.rotateHalf", QT_TRANSLATE_NOOP("Menu", "Rotate &Half"), nullptr, nullptr},
    {kImage, "image.flipHorizontal", QT_TRANSLATE_NOOP("Menu", "Flip &Horizontally"), "flip-horizontal", nullptr},
    {kImage, "image.flipVertical", QT_TRANSLATE_NOOP("Menu", "Flip &Vertically"), "flip-vertical", nullptr},
    {kImage, nullptr, nullptr, nullptr, nullptr},
    {kImage, "image.convertSrgb", QT_TRANSLATE_NOOP("Menu", "Convert Colours to &sRGB"), nullptr, nullptr},
    {kImage, "image.flatten", QT_TRANSLATE_NOOP("Menu", "&Flatten"), nullptr, nullptr},

    {kLayer, "layer.new", QT_TRANSLATE_NOOP("Menu", "&New Layer"), "plus", "Ctrl+Shift+N"},
    {kLayer, "layer.duplicate", QT_TRANSLATE_NOOP("Menu", "&Duplicate Layer"), "duplicate", "Ctrl+J"},
    {kLayer, "layer.delete", QT_TRANSLATE_NOOP("Menu", "D&elete Layer"), "trash", nullptr},
    {kLayer, nullptr, nullptr, nullptr, nullptr},
    {kLayer, "layer.group", QT_TRANSLATE_NOOP("Menu", "&Group Layers"), "folder", "Ctrl+G"},
    {kLayer, "layer.ungroup", QT_TRANSLATE_NOOP("Menu", "&Ungroup Layers"), nullptr, "Ctrl+Shift+G"},
    {kLayer, "layer.mergeDown", QT_TRANSLATE_NOOP("Menu", "&Merge Down"), "merge-down", "Ctrl+Shift+M"},
    {kLayer, "layer.stamp", QT_TRANSLATE_NOOP("Menu", "&Stamp Visible"), nullptr, "Ctrl+Alt+Shift+E"},
    {kLayer, nullptr, nullptr, nullptr, nullptr},
    {kLayer, "layer.raise", QT_TRANSLATE_NOOP("Menu", "&Raise"), nullptr, "Ctrl+]"},
    {kLayer, "layer.lower", QT_TRANSLATE_NOOP("Menu", "&Lower"), nullptr, "Ctrl+["},
    {kLayer, nullptr, nullptr, nullptr, nullptr},
    {kLayer, "layer.addMask", QT_TRANSLATE_NOOP("Menu", "Add M&ask"), "layer-mask", nullptr},
    {kLayer, "layer.editMask", QT_TRANSLATE_NOOP("Menu", "Paint &on the Mask"), nullptr, "Ctrl+\\"},
    {kLayer, "layer.viewMask", QT_TRANSLATE_NOOP("Menu", "Show the Mask Alo&ne"), nullptr, "Alt+\\"},
    {kLayer, "layer.disableMask", QT_TRANSLATE_NOOP("Menu", "S&witch the Mask Off"), nullptr, nullptr},
    {kLayer, "layer.applyMask", QT_TRANSLATE_NOOP("Menu", "A&pply Mask"), nullptr, nullptr},
    {kLayer, "layer.deleteMask", QT_TRANSLATE_NOOP("Menu", "Dele&te Mask"), nullptr, nullptr},

    {kAdjust, "adjust.levels", QT_TRANSLATE_NOOP("Menu", "&Levels…"), "adjust", "Ctrl+L"},
    {kAdjust, "adjust.curves", QT_TRANSLATE_NOOP("Menu", "&Curves…"), nullptr, "Ctrl+M"},
    {kAdjust, "adjust.brightness", QT_TRANSLATE_NOOP("Menu", "&Brightness and Contrast…"), nullptr, nullptr},
    {kAdjust, "adjust.hue", QT_TRANSLATE_NOOP("Menu", "&Hue and Saturation…"), nullptr, "Ctrl+U"},
    {kAdjust, "adjust.white-balance", QT_TRANSLATE_NOOP("Menu", "&White Balance…"), nullptr, "Ctrl+B"},
    {kAdjust, nullptr, nullptr, nullptr, nullptr},
    {kAdjust, "adjust.blur", QT_TRANSLATE_NOOP("Menu", "B&lur…"), nullptr, nullptr},
    {kAdjust, "adjust.sharpen", QT_TRANSLATE_NOOP("Menu", "&Sharpen…"), nullptr, nullptr},

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
    {kMask, "mask.refine", QT_TRANSLATE_NOOP("Menu", "&Refine Edges…"), nullptr, "Ctrl+Alt+R"},
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
    {kGenerate, "generate.expand", QT_TRANSLATE_NOOP("Menu", "E&xpand…"), "expand", nullptr},
    {kGenerate, "generate.edit", QT_TRANSLATE_NOOP("Menu", "&Edit…"), nullptr, nullptr},
    {kGenerate, "generate.create", QT_TRANSLATE_NOOP("Menu", "C&reate…"), nullptr, nullptr},
    {kGenerate, "generate.prompt", QT_TRANSLATE_NOOP("Menu", "Type a &Prompt"), nullptr, "P"},
    {kGenerate, "generate.again", QT_TRANSLATE_NOOP("Menu", "Edit the Layer's Rec&ipe…"), nullptr,
     nullptr},
    {kGenerate, "generate.read", QT_TRANSLATE_NOOP("Menu", "Read Se&ttings from a Picture…"), nullptr,
     nullptr},
    {kGenerate, nullptr, nullptr, nullptr, nullptr},
    {kGenerate, "generate.next", QT_TRANSLATE_NOOP("Menu", "&Next Result"), nullptr, "Right"},
    {kGenerate, "generate.previous", QT_TRANSLATE_NOOP("Menu", "Pre&vious Result"), nullptr, "Left"},
    {kGenerate, "generate.keep", QT_TRANSLATE_NOOP("Menu", "&Keep This Result"), "check",
     "Return; Enter"},
    {kGenerate, "generate.keepAll", QT_TRANSLATE_NOOP("Menu", "Keep All as &Layers"), nullptr,
     nullptr},
    {kGenerate, "generate.like", QT_TRANSLATE_NOOP("Menu", "&More Like This"), nullptr, "Ctrl+Shift+J"},
    {kGenerate, "generate.more", QT_TRANSLATE_NOOP("Menu", "&Ten More Steps"), nullptr, nullptr},
    {kGenerate, "generate.history", QT_TRANSLATE_NOOP("Menu", "&History of Generations…"), "history",
     nullptr},
    {kGenerate, nullptr, nullptr, nullptr, nullptr},
    {kGenerate, "generate.pause", QT_TRANSLATE_NOOP("Menu", "Pa&use the Queue"), "pause", nullptr},
    {kGenerate, "generate.cancel", QT_TRANSLATE_NOOP("Menu", "&Cancel"), "close", "Esc; Shift+X"},
    {kGenerate, "generate.cancelAll", QT_TRANSLATE_NOOP("Menu", "Cancel All"), nullptr, nullptr},
    {kGenerate, nullptr, nullptr, nullptr, nullptr},
    {kGenerate, "generate.live", QT_TRANSLATE_NOOP("Menu", "Li&ve Refill"), nullptr, nullptr},
    {kGenerate, "generate.bar", QT_TRANSLATE_NOOP("Menu", "Selection &Bar"), nullptr, nullptr},

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
