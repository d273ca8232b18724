#include "core/commands/set_mask.h"

namespace core {

SetMask::SetMask(const Mask& before, const Mask& after, std::string label)
    : m_label(std::move(label)), m_changes(before.coverage(), after.coverage())
{
}

void SetMask::apply(Document& document)
{
    document.editMask([this](Mask& mask) { return m_changes.putAfter(mask.coverage()); });
}

void SetMask::revert(Document& document)
{
    document.editMask([this](Mask& mask) { return m_changes.putBefore(mask.coverage()); });
}

} // namespace core
