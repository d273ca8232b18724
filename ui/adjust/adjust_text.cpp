#include "ui/adjust/adjust_text.h"

#include <QCoreApplication>

namespace ui {

namespace {

// core knows no translations: its words are named here so that the catalogues hold them.
[[maybe_unused]] constexpr const char* kWords[] = {
    QT_TRANSLATE_NOOP("Adjust", "Levels"),
    QT_TRANSLATE_NOOP("Adjust", "Curves"),
    QT_TRANSLATE_NOOP("Adjust", "Brightness and Contrast"),
    QT_TRANSLATE_NOOP("Adjust", "Hue and Saturation"),
    QT_TRANSLATE_NOOP("Adjust", "White Balance"),
    QT_TRANSLATE_NOOP("Adjust", "Blur"),
    QT_TRANSLATE_NOOP("Adjust", "Sharpen"),
    QT_TRANSLATE_NOOP("Adjust", "Black"),
    QT_TRANSLATE_NOOP("Adjust", "Midtones"),
    QT_TRANSLATE_NOOP("Adjust", "White"),
    QT_TRANSLATE_NOOP("Adjust", "Darkest result"),
    QT_TRANSLATE_NOOP("Adjust", "Brightest result"),
    QT_TRANSLATE_NOOP("Adjust", "Brightness"),
    QT_TRANSLATE_NOOP("Adjust", "Contrast"),
    QT_TRANSLATE_NOOP("Adjust", "Hue"),
    QT_TRANSLATE_NOOP("Adjust", "Saturation"),
    QT_TRANSLATE_NOOP("Adjust", "Vibrance"),
    QT_TRANSLATE_NOOP("Adjust", "Lightness"),
    QT_TRANSLATE_NOOP("Adjust", "Temperature"),
    QT_TRANSLATE_NOOP("Adjust", "Tint"),
    QT_TRANSLATE_NOOP("Adjust", "Radius"),
    QT_TRANSLATE_NOOP("Adjust", "Amount"),
    QT_TRANSLATE_NOOP("Adjust", "Threshold"),
};

} // namespace

QString adjustText(const char* english)
{
    return QCoreApplication::translate("Adjust", english);
}

} // namespace ui
