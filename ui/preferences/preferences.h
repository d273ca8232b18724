#pragma once

/// What people choose about the program. A value.

#include <QMap>
#include <QString>
#include <QStringList>

#include "ui/theme/theme.h"

namespace ui {

struct Preferences {
    ThemeChoice theme = ThemeChoice::Dark;
    int undoMegabytes = 1024;   ///< history kept in memory
    int undoDiskGigabytes = 8;  ///< and on the disk beyond that; 0 = none
    QString displayProfile;     ///< ICC file of the screen; empty = sRGB
    int autosaveSeconds = 30;   ///< 0 = never
    int engineThreads = 0;      ///< cores that generating takes; 0 = all
    bool previews = true;       ///< whether a generation shows its steps
    QStringList modelFolders;   ///< looked into for models beside the program's own folder
    bool stripMetadata = false; ///< what exports propose, like these two
    QString exportFormat = QStringLiteral("jpg"); ///< ending of a writable flat format
    int exportQuality = 92;                       ///< 1 to 100
    /// By the action's id: keys as portable text, "" = none. Only what differs from the program's.
    QMap<QString, QString> shortcuts;

    friend bool operator==(const Preferences&, const Preferences&) = default;
};

} // namespace ui
