#include "app/train/data/picture_list.h"

#include <algorithm>
#include <fstream>
#include <set>

namespace train {

namespace {

using core::ErrorCode;

std::vector<std::string> split(const std::string& line)
{
    std::vector<std::string> fields;
    std::size_t start = 0;
    for (std::size_t tab = line.find('\t'); tab != std::string::npos;
         tab = line.find('\t', start)) {
        fields.push_back(line.substr(start, tab - start));
        start = tab + 1;
    }
    fields.push_back(line.substr(start));
    return fields;
}

core::Result<std::vector<ListedPicture>> readTable(const std::string& path)
{
    std::ifstream file(path);
    if (!file) {
        return core::fail(ErrorCode::NotFound, path + ": no such file");
    }
    std::vector<ListedPicture> rows;
    std::string line;
    while (std::getline(file, line)) {
        if (line.empty() || line.front() == '#') {
            continue;
        }
        std::vector<std::string> fields = split(line);
        if (fields.size() < 2) {
            return core::fail(ErrorCode::Unreadable, path + ": a line has no tab: " + line);
        }
        fields.resize(4);
        rows.push_back({fields[0], fields[1], fields[2] == "tex" ? "texture" : "photo", fields[3]});
    }
    return rows;
}

/// "sample2_1920.jpg" -> "sample2", "summer_1am/2560x1600.jpg" -> "summer_1am": the same picture
/// in another size is the same picture.
std::string stem(const std::string& file)
{
    const std::size_t slash = file.find('/');
    if (slash != std::string::npos && file.find('x', slash) != std::string::npos &&
        std::isdigit(static_cast<unsigned char>(file[slash + 1])) != 0) {
        return file.substr(0, slash);
    }
    std::string base = file.substr(0, file.find_last_of('.'));
    const std::size_t under = base.find_last_of('_');
    const bool size = under != std::string::npos && under + 1 < base.size() &&
                      std::all_of(base.begin() + static_cast<std::ptrdiff_t>(under) + 1, base.end(),
                                  [](unsigned char c) { return std::isdigit(c) != 0; });
    return size ? base.substr(0, under) : base;
}

} // namespace

bool pathMatches(const std::string& path, const std::string& file)
{
    // Appending to a string avoids a false alarm of GCC 12 about "literal" + string.
    const auto between = [](const std::string& part, const char* end) {
        return std::string("/").append(part).append(end);
    };
    if (path == file || path.ends_with(between(file, ""))) {
        return true;
    }
    const std::size_t slash = file.find('/');
    return slash != std::string::npos && path.ends_with(between(file.substr(slash + 1), "")) &&
           path.find(between(file.substr(0, slash), "/")) != std::string::npos;
}

core::Result<std::vector<ListedPicture>> readReservedList(const std::string& reserved)
{
    return readTable(reserved);
}

core::Result<std::vector<ListedPicture>> readPictureList(const std::string& pictures,
                                                         const std::string& reserved)
{
    const auto kept = readTable(reserved);
    auto rows = readTable(pictures);
    if (!kept || !rows) {
        return core::fail(!kept ? kept.error() : rows.error());
    }
    std::set<std::pair<std::string, std::string>> forbidden;
    for (const ListedPicture& picture : *kept) {
        forbidden.emplace(picture.package, stem(picture.file));
    }
    for (const ListedPicture& picture : *rows) {
        if (forbidden.contains({picture.package, stem(picture.file)})) {
            return core::fail(ErrorCode::InvalidArgument,
                              pictures + ": " + picture.file + " of " + picture.package +
                                  " is reserved for judging and must not be trained on");
        }
    }
    return rows;
}

} // namespace train
