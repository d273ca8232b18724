#include "diffusion/models/weights/mapped_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diffusion/models/load_error.h"

namespace diffusion {

using core::ErrorCode;

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
}

MappedFile::~MappedFile()
{
    if (m_data != nullptr && m_data != MAP_FAILED) {
        ::munmap(m_data, static_cast<std::size_t>(m_size));
    }
}

void MappedFile::forget(std::int64_t begin, std::int64_t end) const
{
    const auto page = static_cast<std::int64_t>(::sysconf(_SC_PAGESIZE));
    const std::int64_t first = (std::max<std::int64_t>(begin, 0) + page - 1) / page * page;
    const std::int64_t last = std::min(end, m_size) / page * page;
    if (first < last) {
        // A refusal costs memory and nothing else.
        static_cast<void>(
            ::madvise(data() + first, static_cast<std::size_t>(last - first), MADV_DONTNEED));
    }
}

std::string shortName(const std::filesystem::path& file)
{
    const std::filesystem::path folder = file.parent_path().filename();
    return (folder.empty() ? file.filename() : folder / file.filename()).string();
}

} // namespace diffusion
