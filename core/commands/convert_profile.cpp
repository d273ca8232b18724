#include "core/commands/convert_profile.h"

#include <utility>

namespace core {

namespace {

void setProfile(Document& document, const std::vector<std::uint8_t>& profile)
{
    DocumentInfo info = document.info();
    info.iccProfile = profile;
    document.setInfo(std::move(info));
}

} // namespace

ConvertProfile::ConvertProfile(DocumentSnapshot before, DocumentSnapshot after,
                               std::vector<std::uint8_t> newProfile, std::string label)
    : m_before(before.info->iccProfile), m_after(std::move(newProfile)),
      m_states(std::move(before), std::move(after), std::move(label))
{
}

// The profile first: observers are told of the pixels and look at both.

void ConvertProfile::apply(Document& document)
{
    setProfile(document, m_after);
    m_states.apply(document);
}

void ConvertProfile::revert(Document& document)
{
    setProfile(document, m_before);
    m_states.revert(document);
}

std::int64_t ConvertProfile::byteSize() const
{
    return m_states.byteSize() + static_cast<std::int64_t>(m_before.size() + m_after.size());
}

} // namespace core
