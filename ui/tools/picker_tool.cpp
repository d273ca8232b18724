#include "ui/tools/picker_tool.h"

#include <cmath>
#include <optional>

#include "core/document/compositor.h"
#include "core/io/color_transform.h"
#include "ui/document_session.h"
#include "ui/tools/tool_settings.h"

namespace ui {

namespace {

std::optional<QColor> colorAt(ToolHost& host, QPointF point)
{
    const core::Document& document = host.session()->document();
    const core::Rect pixel{static_cast<int>(std::floor(point.x())),
                           static_cast<int>(std::floor(point.y())), 1, 1};
    if (!document.rect().contains(pixel)) {
        return std::nullopt;
    }
    const core::PixelBuffer at = core::composite(document.snapshot(), pixel);
    const auto level = [&](int c) { return qBound(0.0F, at.data()[c], 1.0F); };
    if (level(3) <= 0) {
        return std::nullopt;
    }
    const std::array<float, 4> own{level(0), level(1), level(2), 1.0F};
    const std::vector<std::uint8_t>& profile = document.info().iccProfile;
    const auto shown = profile.empty() ? own : core::colorBetween(own, profile, {});
    return QColor::fromRgbF(shown[0], shown[1], shown[2]);
}

} // namespace

void pickColor(ToolHost& host, QPointF point)
{
    if (const std::optional<QColor> color = colorAt(host, point)) {
        host.settings().paint.setForeground(*color);
    }
}

void PickerTool::press(const PointerEvent& event)
{
    const std::optional<QColor> color = colorAt(host(), event.image);
    if (!color) {
        return;
    }
    if (event.modifiers.testFlag(Qt::AltModifier)) {
        host().settings().paint.setBackground(*color);
    } else {
        host().settings().paint.setForeground(*color);
    }
}

} // namespace ui
