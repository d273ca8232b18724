#pragma once

/// What people choose about the program. A value.

#include <QMap>
#include <QString>

#include "ui/theme/theme.h"

namespace ui {

struct Preferences {
    ThemeChoice theme = ThemeChoice::Dark;
    int undoMegabytes = 1024;   ///< history kept in memory
    int undoDiskGigabytes = 8;  ///< and on the disk beyond that; 0 = none
    QString displayProfile;     ///< ICC file of the screen; empty = sRGB
    int autosaveSeconds = 30;   ///< 0 = never
    bool stripMetadata = false; ///< what exports propose
    /// By the action's id: keys as portable text, "" = none. Only what differs from the program's.
    QMap<QString, QString> shortcuts;

    friend bool operator==(const Preferences&, const Preferences&) = default;
};

} // namespace ui
