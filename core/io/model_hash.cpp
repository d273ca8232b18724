#include "core/io/model_hash.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "core/io/sha256.h"

namespace core {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigits = 10;
constexpr std::size_t kBlock = std::size_t{1} << 20U;

bool isWeightFile(const fs::path& path)
{
    const std::string ending = path.extension().string();
    return ending == ".safetensors" || ending == ".ckpt" || ending == ".bin" || ending == ".pt";
}

std::vector<fs::path> weightFiles(const std::string& path)
{
    std::error_code error;
    if (fs::is_regular_file(path, error)) {
        return {path};
    }
    std::vector<fs::path> out;
    for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end;
         entry.increment(error)) {
        if (isWeightFile(entry->path()) && entry->is_regular_file(error)) {
            out.push_back(entry->path());
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

/// Changes whenever the files do, without reading them.
std::string stampOf(const std::vector<fs::path>& files)
{
    std::ostringstream out;
    for (const fs::path& file : files) {
        std::error_code error;
        out << fs::file_size(file, error) << '.'
            << fs::last_write_time(file, error).time_since_epoch().count() << '.';
    }
    return out.str();
}

Result<std::string> digestOf(const fs::path& file, const std::stop_token& stop)
{
    std::ifstream in(file, std::ios::binary);
    Sha256 hash;
    std::vector<std::uint8_t> block(kBlock);
    while (in) {
        if (stop.stop_requested()) {
            return fail(ErrorCode::Cancelled, "cancelled");
        }
        in.read(reinterpret_cast<char*>(block.data()), static_cast<std::streamsize>(block.size()));
        hash.add({block.data(), static_cast<std::size_t>(in.gcount())});
    }
    if (!in.eof()) {
        return fail(ErrorCode::Unreadable, file.string() + ": cannot be read");
    }
    return hash.finish();
}

/// Lines of digits, stamp and path.
std::string remembered(const std::string& cacheFile, const std::string& stamp,
                       const std::string& path)
{
    std::ifstream in(cacheFile);
    std::string out;
    for (std::string line; std::getline(in, line);) {
        if (line.size() > kDigits && line.substr(kDigits) == " " + stamp + " " + path) {
            out = line.substr(0, kDigits);
        }
    }
    return out;
}

} // namespace

Result<std::string> modelHash(const std::string& path, const std::string& cacheFile,
                              const std::stop_token& stop)
{
    const std::vector<fs::path> files = weightFiles(path);
    if (files.empty()) {
        return fail(ErrorCode::NotFound, path + ": there are no weight files");
    }
    const std::string stamp = stampOf(files);
    if (std::string known = remembered(cacheFile, stamp, path); !known.empty()) {
        return known;
    }
    std::string digits;
    Sha256 list;
    for (const fs::path& file : files) {
        Result<std::string> digest = digestOf(file, stop);
        if (!digest) {
            return digest;
        }
        const std::string line = file.lexically_relative(path).string() + " " + *digest + "\n";
        list.add({reinterpret_cast<const std::uint8_t*>(line.data()), line.size()});
        digits = std::move(*digest);
    }
    std::error_code error;
    digits = (fs::is_directory(path, error) ? list.finish() : digits).substr(0, kDigits);
    if (!cacheFile.empty()) {
        fs::create_directories(fs::path(cacheFile).parent_path(), error);
        std::ofstream(cacheFile, std::ios::app) << digits << ' ' << stamp << ' ' << path << '\n';
    }
    return digits;
}

std::string modelHashCache()
{
    const char* const cache = std::getenv("XDG_CACHE_HOME");
    const char* const home = std::getenv("HOME");
    if (cache != nullptr && *cache == '/') {
        return std::string(cache) + "/stillwater/model-hashes";
    }
    return home != nullptr && *home != '\0' ? std::string(home) + "/.cache/stillwater/model-hashes"
                                            : std::string();
}

} // namespace core
