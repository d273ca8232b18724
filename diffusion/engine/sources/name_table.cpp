#include "diffusion/engine/sources/name_table.h"

namespace diffusion {
namespace {

using Entries = std::map<std::string, std::string, std::less<>>;

/// `name` with its longest prefix that is in `entries` replaced.
std::optional<std::string> replaced(const Entries& entries, std::string_view name)
{
    std::string_view head = name;
    while (true) {
        if (const auto found = entries.find(head); found != entries.end()) {
            return found->second + std::string(name.substr(head.size()));
        }
        const std::size_t dot = head.rfind('.');
        if (dot == std::string_view::npos) {
            return std::nullopt;
        }
        head = head.substr(0, dot);
    }
}

} // namespace

void NameTable::add(const std::string& diffusers, const std::string& stored)
{
    m_toDiffusers.emplace(stored, diffusers);
    m_toStored.emplace(diffusers, stored);
}

std::optional<std::string> NameTable::toDiffusers(std::string_view stored) const
{
    if (!stored.starts_with(m_prefix)) {
        return std::nullopt;
    }
    return replaced(m_toDiffusers, stored.substr(m_prefix.size()));
}

std::string NameTable::toStored(std::string_view diffusers) const
{
    return m_prefix + replaced(m_toStored, diffusers).value_or(std::string(diffusers));
}

std::map<std::string, StoredPart> NameTable::partsOf(const TensorSource& source) const
{
    std::map<std::string, StoredPart> parts;
    for (const std::string& stored : source.names()) {
        if (const auto name = toDiffusers(stored)) {
            parts.emplace(*name, StoredPart{stored});
        }
    }
    return parts;
}

std::shared_ptr<TensorSource> renameBy(const NameTable& table, std::shared_ptr<TensorSource> source)
{
    auto parts = table.partsOf(*source);
    return makeDerivedSource(std::move(source), std::move(parts),
                             [table](const std::string& name) { return table.toStored(name); });
}

} // namespace diffusion
