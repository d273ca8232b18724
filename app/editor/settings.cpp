#include "app/editor/settings.h"

#include <QFileInfo>
#include <QSettings>

#include <algorithm>

namespace app {

namespace {

constexpr int kMostRecentFiles = 12;

// Grows when the arrangement of docks changes so much that an old one would look wrong.
constexpr int kLayoutVersion = 1;

const QString kGeometry = QStringLiteral("window/geometry");
const QString kState = QStringLiteral("window/state");
const QString kLayout = QStringLiteral("window/layoutVersion");
const QString kRecentFiles = QStringLiteral("files/recent");
const QString kModel = QStringLiteral("model/path");
const QString kRecentModels = QStringLiteral("model/recent");
const QString kPrompts = QStringLiteral("prompt/history");
const QString kStyles = QStringLiteral("prompt/styles");
const QString kRunTimes = QStringLiteral("model/runTimes");
const QString kMaskColor = QStringLiteral("mask/color");
const QString kHardness = QStringLiteral("brush/hardness");
const QString kPressure = QStringLiteral("brush/pressureSetsSize");

const QString kTheme = QStringLiteral("preferences/theme");
const QString kUndoMegabytes = QStringLiteral("preferences/undoMegabytes");
const QString kUndoDiskGigabytes = QStringLiteral("preferences/undoDiskGigabytes");
const QString kDisplayProfile = QStringLiteral("preferences/displayProfile");
const QString kAutosaveSeconds = QStringLiteral("preferences/autosaveSeconds");
const QString kStripMetadata = QStringLiteral("preferences/stripMetadata");
const QString kEngineThreads = QStringLiteral("preferences/engineThreads");
const QString kPreviews = QStringLiteral("preferences/previews");
const QString kModelFolders = QStringLiteral("preferences/modelFolders");
const QString kExportFormat = QStringLiteral("preferences/exportFormat");
const QString kExportQuality = QStringLiteral("preferences/exportQuality");
const QString kShortcuts = QStringLiteral("shortcuts");

QSettings open()
{
    return QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("stillwater"),
                     QStringLiteral("stillwater"));
}

ui::Preferences loadPreferences(QSettings& stored)
{
    ui::Preferences p;
    p.theme = static_cast<ui::ThemeChoice>(
        std::clamp(stored.value(kTheme, static_cast<int>(p.theme)).toInt(), 0, 2));
    p.undoMegabytes = std::clamp(stored.value(kUndoMegabytes, p.undoMegabytes).toInt(), 64, 65536);
    p.undoDiskGigabytes =
        std::clamp(stored.value(kUndoDiskGigabytes, p.undoDiskGigabytes).toInt(), 0, 1024);
    p.displayProfile = stored.value(kDisplayProfile).toString();
    p.autosaveSeconds =
        std::clamp(stored.value(kAutosaveSeconds, p.autosaveSeconds).toInt(), 0, 3600);
    p.stripMetadata = stored.value(kStripMetadata, p.stripMetadata).toBool();
    p.engineThreads = std::clamp(stored.value(kEngineThreads, p.engineThreads).toInt(), 0, 1024);
    p.previews = stored.value(kPreviews, p.previews).toBool();
    p.modelFolders = stored.value(kModelFolders).toStringList();
    p.exportFormat = stored.value(kExportFormat, p.exportFormat).toString();
    p.exportQuality = std::clamp(stored.value(kExportQuality, p.exportQuality).toInt(), 1, 100);
    stored.beginGroup(kShortcuts);
    for (const QString& id : stored.childKeys()) {
        p.shortcuts[id] = stored.value(id).toString();
    }
    stored.endGroup();
    return p;
}

void savePreferences(const ui::Preferences& p, QSettings& stored)
{
    stored.setValue(kTheme, static_cast<int>(p.theme));
    stored.setValue(kUndoMegabytes, p.undoMegabytes);
    stored.setValue(kUndoDiskGigabytes, p.undoDiskGigabytes);
    stored.setValue(kDisplayProfile, p.displayProfile);
    stored.setValue(kAutosaveSeconds, p.autosaveSeconds);
    stored.setValue(kStripMetadata, p.stripMetadata);
    stored.setValue(kEngineThreads, p.engineThreads);
    stored.setValue(kPreviews, p.previews);
    stored.setValue(kModelFolders, p.modelFolders);
    stored.setValue(kExportFormat, p.exportFormat);
    stored.setValue(kExportQuality, p.exportQuality);
    stored.remove(kShortcuts);
    stored.beginGroup(kShortcuts);
    for (auto each = p.shortcuts.begin(); each != p.shortcuts.end(); ++each) {
        stored.setValue(each.key(), each.value());
    }
    stored.endGroup();
}

} // namespace

Settings Settings::load()
{
    QSettings stored = open();
    Settings s;
    s.preferences = loadPreferences(stored);
    if (stored.value(kLayout).toInt() == kLayoutVersion) {
        s.windowGeometry = stored.value(kGeometry).toByteArray();
        s.windowState = stored.value(kState).toByteArray();
    }
    s.recentFiles = stored.value(kRecentFiles).toStringList();
    s.model = stored.value(kModel).toString();
    s.recentModels = stored.value(kRecentModels).toStringList();
    s.prompts = stored.value(kPrompts).toStringList();
    s.styles = stored.value(kStyles).toStringList();
    s.runTimes = stored.value(kRunTimes).toStringList();
    const QColor color(stored.value(kMaskColor).toString());
    if (color.isValid() && color.alpha() > 0) {
        s.maskColor = color;
    }
    s.brushHardness = std::clamp(stored.value(kHardness, s.brushHardness).toDouble(), 0.0, 1.0);
    s.pressureSetsSize = stored.value(kPressure, s.pressureSetsSize).toBool();
    return s;
}

void Settings::save() const
{
    QSettings stored = open();
    savePreferences(preferences, stored);
    stored.setValue(kLayout, kLayoutVersion);
    stored.setValue(kGeometry, windowGeometry);
    stored.setValue(kState, windowState);
    stored.setValue(kRecentFiles, recentFiles);
    stored.setValue(kModel, model);
    stored.setValue(kRecentModels, recentModels);
    stored.setValue(kPrompts, prompts);
    stored.setValue(kStyles, styles);
    stored.setValue(kRunTimes, runTimes);
    stored.setValue(kMaskColor, maskColor.name(QColor::HexArgb));
    stored.setValue(kHardness, brushHardness);
    stored.setValue(kPressure, pressureSetsSize);
}

void Settings::addRecentFile(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    recentFiles.removeAll(absolute);
    recentFiles.prepend(absolute);
    recentFiles = recentFiles.mid(0, kMostRecentFiles);
}

} // namespace app
