#include "core/undo/spill_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace core {

namespace {

bool writeAll(int file, const std::byte* bytes, std::size_t count, std::int64_t place)
{
    while (count > 0) {
        const ssize_t written = ::pwrite(file, bytes, count, place);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        bytes += written;
        count -= static_cast<std::size_t>(written);
        place += written;
    }
    return true;
}

} // namespace

std::string SpillFile::defaultFolder()
{
    const char* cache = std::getenv("XDG_CACHE_HOME");
    if (cache != nullptr && cache[0] == '/') {
        return std::string(cache) + "/stillwater";
    }
    const char* home = std::getenv("HOME");
    return (home != nullptr ? std::string(home) : std::string("/tmp")) + "/.cache/stillwater";
}

std::shared_ptr<SpillFile> SpillFile::create(const std::string& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) { // a file system without nameless files
        std::string name = folder + "/history-XXXXXX";
        file = ::mkostemp(name.data(), O_CLOEXEC);
        if (file >= 0) {
            ::unlink(name.c_str());
        }
    }
    return file < 0 ? nullptr : std::make_shared<SpillFile>(file);
}

SpillFile::~SpillFile()
{
    ::close(m_file);
}

std::int64_t SpillFile::reserve(std::size_t bytes)
{
    const std::lock_guard lock(m_placesMutex);
    m_used += static_cast<std::int64_t>(bytes);
    const auto fitting = std::find_if(m_gaps.begin(), m_gaps.end(),
                                      [bytes](const Gap& gap) { return gap.bytes == bytes; });
    if (fitting != m_gaps.end()) {
        const std::int64_t place = fitting->place;
        m_gaps.erase(fitting);
        return place;
    }
    m_end += static_cast<std::int64_t>(bytes);
    return m_end - static_cast<std::int64_t>(bytes);
}

bool SpillFile::take(Tile& tile)
{
    const std::size_t bytes = tile.size;
    const std::int64_t place = reserve(bytes);
    void* mapped = MAP_FAILED;
    if (writeAll(m_file, tile.bytes.get(), bytes, place)) {
        // Private: who paints on the tile later does so in memory and needs no room on the disk.
        mapped = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE, m_file, place);
    }
    if (mapped == MAP_FAILED) {
        const std::lock_guard lock(m_placesMutex);
        m_used -= static_cast<std::int64_t>(bytes);
        m_gaps.push_back({place, bytes});
        return false;
    }
    tile.bytes = std::unique_ptr<std::byte[], TileMemory>(
        static_cast<std::byte*>(mapped), TileMemory{shared_from_this(), bytes, place});
    return true;
}

void SpillFile::release(std::byte* memory, std::size_t bytes, std::int64_t place) noexcept
{
    ::munmap(memory, bytes);
    const std::lock_guard lock(m_placesMutex);
    m_used -= static_cast<std::int64_t>(bytes);
    m_gaps.push_back({place, bytes});
}

std::int64_t SpillFile::usedBytes() const
{
    const std::lock_guard lock(m_placesMutex);
    return m_used;
}

} // namespace core
