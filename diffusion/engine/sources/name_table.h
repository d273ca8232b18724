#pragma once

/// Names of tensors in two layouts: which part of a network is called what. Entries are whole dotted
/// names without the last words ("conv_in" <-> "input_blocks.0.0"), the longest entry that fits wins and
/// the rest of a name is the same in both.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "diffusion/models/weights/derived_source.h"

namespace diffusion {

class NameTable {
public:
    /// `prefix` stands before every stored name ("model.diffusion_model.").
    explicit NameTable(std::string prefix) : m_prefix(std::move(prefix)) {}

    void add(const std::string& diffusers, const std::string& stored);

    /// Nothing for a name outside the prefix or without an entry.
    [[nodiscard]] std::optional<std::string> toDiffusers(std::string_view stored) const;
    /// Names without an entry keep theirs behind the prefix.
    [[nodiscard]] std::string toStored(std::string_view diffusers) const;

    /// The tensors of `source` that have an entry, under their diffusers names.
    [[nodiscard]] std::map<std::string, StoredPart> partsOf(const TensorSource& source) const;

private:
    std::string m_prefix;
    std::map<std::string, std::string, std::less<>> m_toDiffusers;
    std::map<std::string, std::string, std::less<>> m_toStored;
};

/// `source` in diffusers names.
[[nodiscard]] std::shared_ptr<TensorSource> renameBy(const NameTable& table,
                                                     std::shared_ptr<TensorSource> source);

} // namespace diffusion
