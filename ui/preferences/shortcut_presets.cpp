#include "ui/preferences/shortcut_presets.h"

namespace ui {

namespace {

// A key that moves is taken from who had it, so rows that lose a key and get no other say so.

constexpr ShortcutPreset::Row kOwn[] = {{nullptr, nullptr}};

constexpr ShortcutPreset::Row kPhotoshop[] = {
    {"rectangle", "M"},
    {"ellipse", "Shift+M"},
    {"object", "W"},
    {"wand", "Shift+W"},
    {"by-color", ""},
    {"paint", "B"},
    {"mask-brush", "Shift+B"},
    {"erase", "E"},
    {"mask-eraser", "Shift+E"},
    {"heal", "J"},
    {"generate.remove", "Shift+J"},
    {"zoom", "Z"},
    {"view.mirror", ""},
    {"view.rotateReset", ""},
    {"generate.fill", "Shift+F5"},
    {"edit.fillFirst", "Alt+Backspace; Alt+Del"},
    {"edit.fillSecond", "Ctrl+Backspace; Ctrl+Del"},
    {"layer.mergeDown", "Ctrl+E"},
    {"file.export", "Ctrl+Alt+Shift+W"},
    {"layer.stamp", "Ctrl+Alt+Shift+E"},
    {"mask.refine", "Ctrl+Alt+R"},
    {"image.size", "Ctrl+Alt+I"},
    {"image.canvasSize", "Ctrl+Alt+C"},
};

constexpr ShortcutPreset::Row kGimp[] = {
    {"rectangle", "R"},
    {"ellipse", "E"},
    {"mask-eraser", ""},
    {"lasso", "F"},
    {"wand", "U"},
    {"by-color", "Shift+O"},
    {"object", "Shift+F"},
    {"move", "M"},
    {"view.mirror", ""},
    {"transform", "Shift+T"},
    {"crop", "Shift+C"},
    {"expand", ""},
    {"paint", "P"},
    {"generate.prompt", ""},
    {"mask-brush", "B"},
    {"erase", "Shift+E"},
    {"clone", "C"},
    {"heal", "H"},
    {"pan", ""},
    {"bucket", "Shift+B"},
    {"gradient", "G"},
    {"picker", "O"},
    {"mask.clear", "Ctrl+Shift+A"},
    {"mask.invert", "Ctrl+I"},
    {"layer.duplicate", "Ctrl+Shift+D"},
    {"mask.reselect", ""},
    {"edit.copyMerged", "Ctrl+Shift+C"},
    {"view.fit", "Ctrl+Shift+J"},
    {"view.actual", "1"},
    {"file.export", "Ctrl+E; Ctrl+Shift+E"},
    {"edit.redo", "Ctrl+Y"},
    {"edit.fillFirst", "Ctrl+,"},
    {"edit.preferences", ""},
    {"edit.fillSecond", "Ctrl+."},
    {"edit.palette", "/"},
};

constexpr ShortcutPreset kPresets[] = {
    {"Stillwater", std::span<const ShortcutPreset::Row>(kOwn, 0)},
    {"Photoshop", kPhotoshop},
    {"GIMP", kGimp},
};

} // namespace

std::span<const ShortcutPreset> shortcutPresets()
{
    return kPresets;
}

} // namespace ui
