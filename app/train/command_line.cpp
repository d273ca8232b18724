#include "app/train/command_line.h"

#include <charconv>

namespace train {

namespace {

template <class T> bool parse(const std::string& text, T& value)
{
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stop == end;
}

} // namespace

CommandLine::CommandLine(const std::vector<std::string>& arguments)
{
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (!arguments[i].starts_with("--")) {
            m_words.push_back(arguments[i]);
            continue;
        }
        const std::string name = arguments[i].substr(2);
        const bool hasValue = i + 1 < arguments.size() && !arguments[i + 1].starts_with("--");
        m_given[name] = hasValue ? arguments[++i] : std::string();
    }
}

std::string CommandLine::text(const std::string& name, const std::string& fallback)
{
    m_known.insert(name);
    const auto found = m_given.find(name);
    return found == m_given.end() ? fallback : found->second;
}

std::int64_t CommandLine::integer(const std::string& name, std::int64_t fallback)
{
    const std::string given = text(name, std::to_string(fallback));
    std::int64_t value = fallback;
    if (!parse(given, value)) {
        m_wrong += "--" + name + " needs a whole number, not '" + given + "'\n";
    }
    return value;
}

double CommandLine::number(const std::string& name, double fallback)
{
    m_known.insert(name);
    const auto found = m_given.find(name);
    double value = fallback;
    if (found != m_given.end() && !parse(found->second, value)) {
        m_wrong += "--" + name + " needs a number, not '" + found->second + "'\n";
    }
    return value;
}

bool CommandLine::flag(const std::string& name)
{
    m_known.insert(name);
    return m_given.contains(name);
}

std::string CommandLine::complaints() const
{
    std::string all = m_wrong;
    for (const auto& [name, value] : m_given) {
        if (!m_known.contains(name)) {
            all += "--" + name + " is not an option of this subcommand\n";
        }
    }
    return all;
}

} // namespace train
