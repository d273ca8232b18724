#pragma once

/// The document's colours in another profile: layers and profile change together.

#include <cstdint>
#include <vector>

#include "core/commands/set_state.h"

namespace core {

class ConvertProfile final : public Command {
public:
    /// `before` is the state of the document this is pushed to; its info holds the old profile.
    ConvertProfile(DocumentSnapshot before, DocumentSnapshot after,
                   std::vector<std::uint8_t> newProfile, std::string label);

    void apply(Document& document) override;
    void revert(Document& document) override;
    [[nodiscard]] std::string label() const override { return m_states.label(); }
    [[nodiscard]] std::int64_t byteSize() const override;
    void showKept(KeptPixels& to) const override { m_states.showKept(to); }

private:
    std::vector<std::uint8_t> m_before;
    std::vector<std::uint8_t> m_after;
    SetState m_states;
};

} // namespace core
