#include "diffusion/models/weights/safetensors.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

#include <fcntl.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/safetensors_header.h"

namespace diffusion {
namespace {

using core::ErrorCode;

/// A new file beside the target, removed again unless it was moved into place.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::filesystem::path& target)
        : m_target(target),
          m_path(target.string() + ".part" + std::to_string(static_cast<long>(::getpid())))
    {
        m_descriptor = ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
        if (m_descriptor < 0) {
            fail("cannot be created");
        }
    }
    ~TemporaryFile()
    {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
            ::unlink(m_path.c_str());
        }
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    void write(const char* data, std::size_t size)
    {
        while (size > 0) {
            const ssize_t written =
                ::write(m_descriptor, data, std::min<std::size_t>(size, 1 << 26));
            if (written < 0 && errno == EINTR) {
                continue;
            }
            if (written <= 0) {
                fail("cannot be written");
            }
            data += written;
            size -= static_cast<std::size_t>(written);
        }
    }

    void moveIntoPlace()
    {
        if (::fsync(m_descriptor) != 0) {
            fail("cannot be flushed to disk");
        }
        if (::rename(m_path.c_str(), m_target.c_str()) != 0) {
            fail("cannot be replaced");
        }
        ::close(m_descriptor);
        m_descriptor = -1;
    }

private:
    [[noreturn]] void fail(const char* what) const
    {
        const std::string reason = std::strerror(errno);
        throw LoadError(ErrorCode::WriteFailed,
                        m_target.filename().string() + ": " + what + ": " + reason);
    }

    std::filesystem::path m_target;
    std::filesystem::path m_path;
    int m_descriptor = -1;
};

} // namespace

void writeSafetensors(const std::filesystem::path& file,
                      const std::vector<std::pair<std::string, at::Tensor>>& tensors,
                      const std::map<std::string, std::string>& metadata)
{
    // Widest items first, so that every tensor is aligned when the header is.
    std::vector<std::pair<std::string, at::Tensor>> ordered = tensors;
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
        return a.second.element_size() > b.second.element_size();
    });
    nlohmann::json json = nlohmann::json::object();
    if (!metadata.empty()) {
        json["__metadata__"] = metadata;
    }
    std::int64_t position = 0;
    for (auto& [name, tensor] : ordered) {
        tensor = tensor.detach().to(at::kCPU).contiguous();
        const std::int64_t bytes =
            tensor.numel() * static_cast<std::int64_t>(tensor.element_size());
        if (json.contains(name)) {
            throw LoadError(ErrorCode::WriteFailed, file.filename().string() + ": tensor `" +
                                                        printableName(name) + "` is given twice");
        }
        json[name] = {{"dtype", safetensorsDtypeName(tensor.scalar_type())},
                      {"shape", tensor.sizes().vec()},
                      {"data_offsets", {position, position + bytes}}};
        position += bytes;
    }
    std::string header = json.dump();
    header.resize((header.size() + 7) / 8 * 8, ' ');
    const std::uint64_t length = header.size();

    TemporaryFile temporary(file);
    temporary.write(reinterpret_cast<const char*>(&length), sizeof(length));
    temporary.write(header.data(), header.size());
    for (const auto& [name, tensor] : ordered) {
        temporary.write(static_cast<const char*>(tensor.data_ptr()),
                        static_cast<std::size_t>(tensor.numel()) * tensor.element_size());
    }
    temporary.moveIntoPlace();
}

} // namespace diffusion
