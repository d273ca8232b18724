#include "architecture/source_text.h"

#include <regex>
#include <sstream>

namespace architecture {

std::string withoutComments(const std::string& source)
{
    enum class State { Code, Text, Line, Block };
    std::string out = source;
    State state = State::Code;
    char quote = '"';
    for (std::size_t i = 0; i < source.size(); ++i) {
        const char c = source[i];
        const char next = i + 1 < source.size() ? source[i + 1] : '\0';
        if (state == State::Code && (c == '"' || c == '\'')) {
            // Digit separators (1'000) are no quotes.
            const bool separator =
                c == '\'' && i > 0 && std::isalnum(static_cast<unsigned char>(source[i - 1]));
            state = separator ? State::Code : State::Text;
            quote = c;
        } else if (state == State::Text && c == '\\') {
            ++i;
        } else if (state == State::Text && (c == quote || c == '\n')) {
            state = State::Code;
        } else if (state == State::Code && c == '/' && (next == '/' || next == '*')) {
            state = next == '/' ? State::Line : State::Block;
            out[i] = ' ';
        } else if (state == State::Line && c == '\n') {
            state = State::Code;
        } else if (state == State::Block && c == '*' && next == '/') {
            out[i] = ' ';
            out[++i] = ' ';
            state = State::Code;
        } else if ((state == State::Line || state == State::Block) && c != '\n') {
            out[i] = ' ';
        }
    }
    return out;
}

std::vector<Include> includesOf(const std::string& source)
{
    static const std::regex pattern(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::vector<Include> out;
    std::istringstream lines(withoutComments(source));
    for (std::string line; std::getline(lines, line);) {
        std::smatch match;
        if (std::regex_search(line, match, pattern)) {
            out.push_back({match[2], match[1] == "\""});
        }
    }
    return out;
}

std::vector<std::string> literalsOf(const std::string& source)
{
    static const std::regex literal(R"re("((?:[^"\\\n]|\\.)*)")re");
    static const std::regex include(R"(^\s*#\s*include)");
    std::vector<std::string> out;
    std::istringstream lines(withoutComments(source));
    for (std::string line; std::getline(lines, line);) {
        if (std::regex_search(line, include)) {
            continue;
        }
        for (std::sregex_iterator i(line.begin(), line.end(), literal), end; i != end; ++i) {
            out.push_back((*i)[1]);
        }
    }
    return out;
}

} // namespace architecture
