#include "app/train/data/licences.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <fnmatch.h>

namespace train {

namespace {

namespace fs = std::filesystem;

std::string trimmed(const std::string& text)
{
    const std::size_t first = text.find_first_not_of(" \t\r");
    const std::size_t last = text.find_last_not_of(" \t\r");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

/// Fields of one paragraph, by name; continuation lines are separated by '\n'.
std::map<std::string, std::string> fieldsOf(const std::string& paragraph)
{
    std::map<std::string, std::string> fields;
    std::istringstream lines(paragraph);
    std::string line;
    std::string name;
    while (std::getline(lines, line)) {
        if (line.empty() || line.front() == '#') {
            continue;
        }
        const std::size_t colon = line.find(':');
        if (line.front() != ' ' && line.front() != '\t' && colon != std::string::npos) {
            name = line.substr(0, colon);
            fields[name] = trimmed(line.substr(colon + 1));
        } else if (!name.empty()) {
            fields[name].append(1, '\n').append(trimmed(line));
        }
    }
    return fields;
}

std::string joined(const std::string& lines, const std::string& separator)
{
    std::istringstream in(lines);
    std::string line;
    std::string out;
    while (std::getline(in, line)) {
        if (!line.empty() && line != ".") {
            out += (out.empty() ? "" : separator) + line;
        }
    }
    return out;
}

std::string withoutExtension(const std::string& path)
{
    const std::size_t dot = path.find_last_of('.');
    const std::size_t slash = path.find_last_of('/');
    const bool has = dot != std::string::npos && (slash == std::string::npos || dot > slash);
    return has ? path.substr(0, dot) : path;
}

/// How well a pattern covers a path: 0 = not at all, 1 = "*", more = more of it is literal.
/// A package installs files elsewhere than its source keeps them, so ends of both are compared.
int score(const std::string& pattern, const std::string& path)
{
    if (pattern == "*" || pattern == ".") {
        return 1;
    }
    const std::string bare = std::string("/").append(withoutExtension(path));
    std::string rest = withoutExtension(pattern);
    int best = 0;
    while (true) {
        const std::string base = rest.substr(rest.find_last_of('/') + 1);
        const bool named = base.find_first_of("*?") == std::string::npos;
        const bool single = rest.find('/') == std::string::npos;
        // "*" alone says nothing; a named file may have moved to any folder.
        if (!(single && base.find_first_not_of("*?") == std::string::npos) &&
            fnmatch(("*/" + rest).c_str(), bare.c_str(), 0) == 0) {
            const auto length = static_cast<int>(rest.size());
            best = std::max(best, named ? 10000 + length : 10 + length);
        }
        const std::size_t slash = rest.find('/');
        if (slash == std::string::npos) {
            return best;
        }
        rest = rest.substr(slash + 1);
    }
}

std::string readText(const fs::path& file)
{
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// '|' would end a cell of a table.
std::string cell(std::string text)
{
    std::replace(text.begin(), text.end(), '|', '/');
    constexpr std::size_t kLongest = 400;
    return text.size() <= kLongest ? text : text.substr(0, kLongest) + " ...";
}

std::string version(const fs::path& debs, const std::string& package)
{
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(debs, error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(package + "_") && name.ends_with(".deb")) {
            const std::size_t start = package.size() + 1;
            std::string text = name.substr(start, name.find('_', start) - start);
            if (const std::size_t at = text.find("%3a"); at != std::string::npos) {
                text.replace(at, 3, 1, ':'); // apt's spelling of an epoch
            }
            return std::string(" ").append(text);
        }
    }
    return {};
}

} // namespace

std::vector<LicenceParagraph> parseCopyright(const std::string& text)
{
    std::vector<LicenceParagraph> paragraphs;
    std::istringstream lines(text + "\n\n");
    std::string line;
    std::string paragraph;
    while (std::getline(lines, line)) {
        if (!trimmed(line).empty()) {
            paragraph += line + "\n";
            continue;
        }
        auto fields = fieldsOf(paragraph);
        paragraph.clear();
        if (!fields.contains("Files")) {
            continue;
        }
        LicenceParagraph one;
        std::istringstream patterns(fields["Files"]);
        for (std::string pattern; patterns >> pattern;) {
            one.patterns.push_back(pattern);
        }
        one.copyright = joined(fields["Copyright"], "; ");
        one.licence = fields["License"].substr(0, fields["License"].find('\n'));
        one.comment = joined(fields["Comment"], " ");
        paragraphs.push_back(std::move(one));
    }
    return paragraphs;
}

const LicenceParagraph* findLicence(const std::vector<LicenceParagraph>& paragraphs,
                                    const std::string& path)
{
    std::string plain = path;
    for (std::size_t at = plain.find("__"); at != std::string::npos; at = plain.find("__", at)) {
        plain.replace(at, 2, 1, '/');
    }
    const LicenceParagraph* found = nullptr;
    int best = 0;
    for (const LicenceParagraph& paragraph : paragraphs) {
        for (const std::string& pattern : paragraph.patterns) {
            const int points = score(pattern, plain);
            if (points > 0 && points >= best) { // of equals the last one counts
                best = points;
                found = &paragraph;
            }
        }
    }
    return found;
}

core::Result<std::string> describeSources(const std::string& work,
                                          const std::vector<PackedPhoto>& photos)
{
    std::map<std::string, std::vector<const PackedPhoto*>> byPackage;
    for (const PackedPhoto& photo : photos) {
        byPackage[photo.package].push_back(&photo);
    }
    std::ostringstream out;
    for (auto& [package, list] : byPackage) {
        const fs::path file =
            fs::path(work) / "root" / package / "usr/share/doc" / package / "copyright";
        const std::string text = readText(file);
        const auto paragraphs = parseCopyright(text);
        if (paragraphs.empty()) {
            return core::fail(core::ErrorCode::NotFound,
                              file.string() + ": no machine-readable copyright file");
        }
        out << "\n## " << package << version(fs::path(work) / "debs", package) << ": "
            << list.size() << " pictures\n\n";
        // Pictures that share a paragraph share a row.
        std::map<const LicenceParagraph*, std::vector<std::string>> rows;
        for (const PackedPhoto* photo : list) {
            rows[findLicence(paragraphs, photo->name)].push_back(photo->name);
        }
        out << "| files | copyright | licence | found at, remarks |\n|---|---|---|---|\n";
        for (auto& [paragraph, names] : rows) {
            std::sort(names.begin(), names.end());
            std::string files;
            for (const std::string& name : names) {
                files += (files.empty() ? "" : "<br>") + name;
            }
            if (paragraph == nullptr) {
                out << "| " << files << " | not stated | not stated | |\n";
                continue;
            }
            out << "| " << files << " | " << cell(paragraph->copyright) << " | "
                << cell(paragraph->licence) << " | " << cell(paragraph->comment) << " |\n";
        }
    }
    return out.str();
}

} // namespace train
