#include "diffusion/models/weights/mapped_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <map>
#include <mutex>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diffusion/models/load_error.h"

namespace diffusion {

using core::ErrorCode;

namespace {

/// Where files are mapped: begin to size. Any thread.
struct LiveMaps {
    std::mutex mutex; ///< guards the map
    std::map<const char*, std::int64_t> sizes;
};

LiveMaps& liveMaps()
{
    static auto* const maps = new LiveMaps; // outlives every file, also those closed at exit
    return *maps;
}

/// The whole pages of [begin, end).
void dropPages(char* begin, char* end)
{
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto first = (reinterpret_cast<std::uintptr_t>(begin) + page - 1) / page * page;
    const auto last = reinterpret_cast<std::uintptr_t>(end) / page * page;
    if (first < last) {
        // A refusal costs memory and nothing else.
        static_cast<void>(::madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED));
    }
}

} // namespace

MappedFile::MappedFile(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        const bool absent = errno == ENOENT || errno == ENOTDIR;
        throw LoadError(absent ? ErrorCode::NotFound : ErrorCode::Unreadable,
                        shortName(file) + ": " + std::strerror(errno));
    }
    struct stat info {};
    if (::fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(descriptor);
        throw LoadError(ErrorCode::Unreadable, shortName(file) + ": not a regular file");
    }
    m_size = info.st_size;
    if (m_size > 0) {
        m_data = ::mmap(nullptr, static_cast<std::size_t>(m_size), PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_NORESERVE, descriptor, 0);
    }
    const int failure = errno;
    ::close(descriptor);
    if (m_data == MAP_FAILED) {
        throw LoadError(ErrorCode::OutOfMemory,
                        shortName(file) + ": cannot be mapped: " + std::strerror(failure));
    }
    if (m_size > 0) {
        LiveMaps& maps = liveMaps();
        const std::lock_guard lock(maps.mutex);
        maps.sizes.emplace(data(), m_size);
    }
}

MappedFile::~MappedFile()
{
    if (m_data != nullptr && m_data != MAP_FAILED) {
        LiveMaps& maps = liveMaps();
        const std::lock_guard lock(maps.mutex);
        maps.sizes.erase(data());
        ::munmap(m_data, static_cast<std::size_t>(m_size));
    }
}

void MappedFile::forget(std::int64_t begin, std::int64_t end) const
{
    dropPages(data() + std::clamp<std::int64_t>(begin, 0, m_size),
              data() + std::clamp<std::int64_t>(end, 0, m_size));
}

void forgetMapped(const void* begin, std::int64_t bytes)
{
    auto* const first = static_cast<char*>(const_cast<void*>(begin));
    LiveMaps& maps = liveMaps();
    const std::lock_guard lock(maps.mutex); // or the map could be taken away meanwhile
    const auto after = maps.sizes.upper_bound(first);
    if (after == maps.sizes.begin()) {
        return;
    }
    const auto& [start, size] = *std::prev(after);
    if (first + bytes <= start + size) {
        dropPages(first, first + bytes);
    }
}

std::string shortName(const std::filesystem::path& file)
{
    const std::filesystem::path folder = file.parent_path().filename();
    return (folder.empty() ? file.filename() : folder / file.filename()).string();
}

} // namespace diffusion
