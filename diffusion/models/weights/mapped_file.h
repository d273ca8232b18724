#pragma once

/// A whole file mapped into memory, privately: writing to the memory never reaches the file. Nothing is
/// read from disk before it is touched. Any thread.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace diffusion {

class MappedFile {
public:
    /// Throws LoadError: NotFound, Unreadable (no permission, not a regular file), OutOfMemory.
    explicit MappedFile(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    [[nodiscard]] char* data() const { return static_cast<char*>(m_data); }
    [[nodiscard]] std::int64_t size() const { return m_size; }
    /// Takes the whole pages inside [begin, end), bytes from the start of the file, out of memory; they
    /// are read again when touched. What was written to them is lost.
    void forget(std::int64_t begin, std::int64_t end) const;

    [[nodiscard]] std::string_view bytes() const
    {
        return {data(), static_cast<std::size_t>(m_size)};
    }

private:
    void* m_data = nullptr;
    std::int64_t m_size = 0;
};

/// forget() for memory that may lie in a file that is mapped somewhere; nothing where it does not.
void forgetMapped(const void* begin, std::int64_t bytes);

/// "unet/diffusion_pytorch_model.safetensors": enough to tell the model's parts apart.
[[nodiscard]] std::string shortName(const std::filesystem::path& file);

} // namespace diffusion
