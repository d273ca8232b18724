#include "ui/panels/blend_mode_text.h"

#include <QCoreApplication>

#include <string>

namespace ui {

namespace {

// core knows no translations: its words are named here so that the catalogues hold them.
[[maybe_unused]] constexpr const char* kWords[] = {
    QT_TRANSLATE_NOOP("BlendMode", "Normal"),      QT_TRANSLATE_NOOP("BlendMode", "Multiply"),
    QT_TRANSLATE_NOOP("BlendMode", "Screen"),      QT_TRANSLATE_NOOP("BlendMode", "Overlay"),
    QT_TRANSLATE_NOOP("BlendMode", "Darken"),      QT_TRANSLATE_NOOP("BlendMode", "Lighten"),
    QT_TRANSLATE_NOOP("BlendMode", "Color Dodge"), QT_TRANSLATE_NOOP("BlendMode", "Color Burn"),
    QT_TRANSLATE_NOOP("BlendMode", "Hard Light"),  QT_TRANSLATE_NOOP("BlendMode", "Soft Light"),
    QT_TRANSLATE_NOOP("BlendMode", "Difference"),  QT_TRANSLATE_NOOP("BlendMode", "Hue"),
    QT_TRANSLATE_NOOP("BlendMode", "Saturation"),  QT_TRANSLATE_NOOP("BlendMode", "Color"),
    QT_TRANSLATE_NOOP("BlendMode", "Luminosity"),
};

} // namespace

QString blendModeText(core::BlendMode mode)
{
    return QCoreApplication::translate("BlendMode",
                                       std::string(core::blendModeInfo(mode).title).c_str());
}

QString passThroughText()
{
    return QCoreApplication::translate("BlendMode", "Pass Through");
}

} // namespace ui
