#pragma once

/// What the window remembers from one run to the next: the only place that names the keys.
/// GUI thread only.

#include <QByteArray>
#include <QColor>
#include <QString>
#include <QStringList>

#include "ui/preferences/preferences.h"

namespace app {

struct Settings {
    QByteArray windowGeometry;
    QByteArray windowState;
    QStringList recentFiles; ///< newest first
    QStringList recentModels;
    QString model; ///< empty = the embedded one
    QStringList prompts;  ///< newest first
    QStringList styles;   ///< one line each, see ui::PromptStore
    QStringList runTimes; ///< one line a model, see ui::RunTimes
    QColor maskColor{255, 64, 84, 128};
    double brushHardness = 0.85;
    bool pressureSetsSize = true;
    ui::Preferences preferences;

    /// From $XDG_CONFIG_HOME/stillwater/stillwater.conf; what is missing or broken is as above.
    [[nodiscard]] static Settings load();
    void save() const;
    void addRecentFile(const QString& path);
};

} // namespace app
