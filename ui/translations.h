#pragma once

/// The program in the user's language. GUI thread only.

#include <QStringList>

class QCoreApplication;
class QLocale;

namespace ui {

/// Languages there is a catalogue for, as "de", besides English.
[[nodiscard]] QStringList translatedLanguages();

/// Before the first text is shown. What a catalogue does not have stays English.
void installTranslations(QCoreApplication& application, const QLocale& locale);

} // namespace ui
