#include "core/commands/set_layer_properties.h"

#include <utility>

namespace core {

SetLayerProperties::SetLayerProperties(LayerId layer, LayerProperties before, LayerProperties after)
    : m_id(layer), m_before(std::move(before)), m_after(std::move(after))
{
}

void SetLayerProperties::apply(Document& document)
{
    document.setLayerProperties(m_id, m_after);
}

void SetLayerProperties::revert(Document& document)
{
    document.setLayerProperties(m_id, m_before);
}

std::string SetLayerProperties::label() const
{
    if (m_before.opacity != m_after.opacity) {
        return "Layer opacity";
    }
    if (m_before.blend != m_after.blend) {
        return "Blend mode";
    }
    if (m_before.visible != m_after.visible) {
        return m_after.visible ? "Show layer" : "Hide layer";
    }
    if (m_before.locked != m_after.locked) {
        return m_after.locked ? "Lock layer" : "Unlock layer";
    }
    if (m_before.maskDisabled != m_after.maskDisabled) {
        return m_after.maskDisabled ? "Switch layer mask off" : "Switch layer mask on";
    }
    return "Rename layer";
}

std::int64_t SetLayerProperties::byteSize() const
{
    return static_cast<std::int64_t>(m_before.name.size() + m_after.name.size());
}

bool SetLayerProperties::merge(const Command& next)
{
    const auto* other = dynamic_cast<const SetLayerProperties*>(&next);
    if (other == nullptr || other->m_id != m_id) {
        return false;
    }
    const auto onlyOpacity = [](const SetLayerProperties& command) {
        LayerProperties same = command.m_before;
        same.opacity = command.m_after.opacity;
        return same == command.m_after;
    };
    if (!onlyOpacity(*this) || !onlyOpacity(*other)) {
        return false;
    }
    m_after = other->m_after;
    return true;
}

} // namespace core
