#include "core/io/atomic_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace core {

namespace {

std::string reason(int error)
{
    switch (error) {
    case ENOSPC:
        return "the disk is full";
    case EDQUOT:
        return "the disk quota is used up";
    case EFBIG:
        return "the file would be larger than allowed here";
    case EACCES:
    case EPERM:
        return "no permission to write there";
    case EROFS:
        return "the disk is read-only";
    case ENOENT:
    case ENOTDIR:
        return "the folder does not exist";
    default:
        return std::strerror(error);
    }
}

Status writeFailed(const std::string& path, int error)
{
    return fail(ErrorCode::WriteFailed, path + ": could not be saved, " + reason(error));
}

std::string resolved(const std::string& path)
{
    std::error_code error;
    const std::filesystem::path target = std::filesystem::canonical(path, error);
    return error ? path : target.string();
}

/// What open() would give a new file. Asking umask() itself would change it for other threads.
mode_t defaultMode()
{
    std::ifstream status("/proc/self/status");
    unsigned mask = 0077;
    for (std::string word; status >> word;) {
        if (word == "Umask:") {
            status >> std::oct >> mask;
            break;
        }
    }
    return 0666 & ~static_cast<mode_t>(mask);
}

} // namespace

AtomicFile::AtomicFile(std::string target, std::string temporary, int descriptor)
    : m_target(std::move(target)), m_temporary(std::move(temporary)), m_descriptor(descriptor)
{
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_target(std::move(other.m_target)), m_temporary(std::move(other.m_temporary)),
      m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept
{
    if (this != &other) {
        discard();
        m_target = std::move(other.m_target);
        m_temporary = std::move(other.m_temporary);
        m_descriptor = std::exchange(other.m_descriptor, -1);
    }
    return *this;
}

AtomicFile::~AtomicFile()
{
    discard();
}

void AtomicFile::discard() noexcept
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
        ::unlink(m_temporary.c_str());
        m_descriptor = -1;
    }
}

Result<AtomicFile> AtomicFile::create(const std::string& target)
{
    const std::string real = resolved(target);
    struct stat status = {};
    const bool exists = ::stat(real.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode)) {
        return fail(ErrorCode::WriteFailed, target + ": could not be saved, it is a folder");
    }
    // A rename would get round the protection of the old file, so respect it here.
    if (exists && ::access(real.c_str(), W_OK) != 0) {
        return fail(writeFailed(target, errno).error());
    }
    const std::filesystem::path path(real);
    std::string hidden = path.filename().string() + ".XXXXXX";
    hidden.insert(hidden.begin(), '.');
    std::string temporary = (path.parent_path() / hidden).string();
    const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (descriptor < 0) {
        return fail(writeFailed(target, errno).error());
    }
    // Best effort: file systems without permissions refuse this and lose nothing by it.
    [[maybe_unused]] const int changed =
        ::fchmod(descriptor, exists ? status.st_mode & 07777 : defaultMode());
    return AtomicFile(real, std::move(temporary), descriptor);
}

Status AtomicFile::write(std::span<const std::uint8_t> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return writeFailed(m_target, written < 0 ? errno : ENOSPC);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

Status AtomicFile::commit()
{
    if (::fsync(m_descriptor) != 0 && errno != EINVAL && errno != ENOTSUP) {
        return writeFailed(m_target, errno);
    }
    const int descriptor = std::exchange(m_descriptor, -1);
    if (::close(descriptor) != 0 || ::rename(m_temporary.c_str(), m_target.c_str()) != 0) {
        const int error = errno;
        ::unlink(m_temporary.c_str());
        return writeFailed(m_target, error);
    }
    const std::string folder = std::filesystem::path(m_target).parent_path().string();
    const int handle =
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle >= 0) {
        ::fsync(handle); // the content is safe already; this makes the new name survive a power cut
        ::close(handle);
    }
    return {};
}

Status writeFileAtomically(const std::string& target, std::span<const std::uint8_t> bytes)
{
    Result<AtomicFile> file = AtomicFile::create(target);
    if (!file) {
        return fail(file.error());
    }
    if (Status status = file->write(bytes); !status) {
        return status;
    }
    return file->commit();
}

Result<std::vector<std::uint8_t>> readWholeFile(const std::string& path, std::int64_t maxBytes)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return errno == ENOENT || errno == ENOTDIR
                   ? Result<std::vector<std::uint8_t>>(
                         fail(ErrorCode::NotFound, path + ": no such file"))
                   : fail(ErrorCode::Unreadable,
                          path + ": cannot be opened, " + std::strerror(errno));
    }
    struct Closer {
        int descriptor;
        ~Closer() { ::close(descriptor); }
    } closer{descriptor};
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        return fail(ErrorCode::Unreadable, path + ": is not a file");
    }
    if (status.st_size > maxBytes) {
        return fail(ErrorCode::OutOfMemory, path + ": is larger than this program can hold");
    }
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(status.st_size));
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t got = ::read(descriptor, bytes.data() + have, bytes.size() - have);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return fail(ErrorCode::Unreadable, path + ": cannot be read, " + std::strerror(errno));
        }
        if (got == 0) {
            break; // made shorter while being read
        }
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
    return bytes;
}

} // namespace core
