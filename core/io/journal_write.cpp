#include <cerrno>
#include <cstring>
#include <iterator>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "core/io/checksum.h"
#include "core/io/journal.h"
#include "core/io/journal_format.h"

namespace core {

namespace {

constexpr std::int64_t kMostWaste = std::int64_t{256} << 20; // beyond twice what is needed

Status writeAll(int descriptor, std::span<const std::uint8_t> bytes)
{
    while (!bytes.empty()) {
        const ssize_t done = ::write(descriptor, bytes.data(), bytes.size());
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return fail(ErrorCode::WriteFailed,
                        std::string("The journal cannot be written: ") + std::strerror(errno));
        }
        bytes = bytes.subspan(static_cast<std::size_t>(done));
    }
    return {};
}

} // namespace

/// Writing one state.
class JournalWriter::Pass {
public:
    explicit Pass(JournalWriter& writer) : m_writer(writer) {}

    Status write(const DocumentSnapshot& snapshot, const JournalTitle& title)
    {
        if (snapshot.info != m_writer.m_info) {
            if (Status status = writeInfo(*snapshot.info); !status) {
                return status;
            }
            m_writer.m_info = snapshot.info;
        }
        journal::Packer state;
        state.text(title.name);
        state.text(title.path);
        state.number(snapshot.size.width);
        state.number(snapshot.size.height);
        state.number(snapshot.format);
        state.number(snapshot.activeLayer);
        if (Status status = addImage(state, snapshot.mask.coverage()); !status) {
            return status;
        }
        state.number(static_cast<std::uint32_t>(snapshot.layers.size()));
        for (const LayerRef& layer : snapshot.layers) {
            if (Status status = addLayer(state, *layer); !status) {
                return status;
            }
        }
        if (Status status = record(journal::Record::State, {}, state.bytes()); !status) {
            return status;
        }
        if (::fdatasync(m_writer.m_descriptor) != 0) {
            return fail(ErrorCode::WriteFailed, "The journal cannot be written to the disk.");
        }
        std::swap(m_writer.m_known, m_used); // others may go; should they come back, again
        return {};
    }

    /// Of the tiles of this state.
    [[nodiscard]] std::int64_t needed() const { return m_needed; }

private:
    Status record(journal::Record type, std::span<const std::uint8_t> head,
                  std::span<const std::uint8_t> payload)
    {
        journal::Packer header;
        header.number(journal::kMagic);
        header.number(type);
        header.number<std::uint64_t>(head.size() + payload.size());
        header.number(checksum(payload, checksum(head)));
        for (const auto part : {std::span<const std::uint8_t>(header.bytes()), head, payload}) {
            if (Status status = writeAll(m_writer.m_descriptor, part); !status) {
                return status;
            }
            m_writer.m_size += static_cast<std::int64_t>(part.size());
        }
        return {};
    }

    Status writeInfo(const DocumentInfo& info)
    {
        journal::Packer out;
        out.text(info.sourcePath);
        out.block(info.iccProfile);
        out.number(static_cast<std::uint32_t>(info.metadata.size()));
        for (const auto& [kind, bytes] : info.metadata) {
            out.text(kind);
            out.block(bytes);
        }
        return record(journal::Record::Info, {}, out.bytes());
    }

    Status addLayer(journal::Packer& state, const Layer& layer)
    {
        state.number(layer.id);
        state.text(layer.properties.name);
        state.number(layer.properties.opacity);
        state.number(layer.properties.blend);
        state.number<std::uint8_t>(layer.properties.visible ? 1 : 0);
        // Bits: locked, mask switched off, group, passes through, lies in a group.
        const bool flags[] = {layer.properties.locked, layer.properties.maskDisabled, layer.isGroup,
                              layer.properties.passThrough, layer.parent != 0};
        unsigned bits = 0;
        for (std::size_t i = 0; i < std::size(flags); ++i) {
            bits |= flags[i] ? 1U << i : 0U;
        }
        state.number(static_cast<std::uint8_t>(bits));
        if (layer.parent != 0) {
            state.number(layer.parent);
        }
        state.number(layer.offset.x);
        state.number(layer.offset.y);
        state.text(layer.recipe);
        if (Status status = addImage(state, layer.pixels); !status) {
            return status;
        }
        state.number<std::uint8_t>(layer.mask ? 1 : 0);
        return layer.mask ? addImage(state, layer.mask->coverage()) : Status{};
    }

    /// Writes the tiles that are new and names all of them in `state`.
    Status addImage(journal::Packer& state, const TiledImage& image)
    {
        state.number(image.size().width);
        state.number(image.size().height);
        state.number(image.format());
        const std::size_t bytes = std::size_t{kTileSide} * kTileSide *
                                  static_cast<std::size_t>(bytesPerPixel(image.format()));
        for (int index = 0; index < image.tileCount(); ++index) {
            const TileRef& tile = image.tile(index);
            if (!tile) {
                state.number<std::uint64_t>(0);
                continue;
            }
            const auto known = m_writer.m_known.find(tile.get());
            std::uint64_t id = known != m_writer.m_known.end() ? known->second.id : 0;
            if (const auto used = m_used.find(tile.get()); used != m_used.end()) {
                id = used->second.id;
            } else {
                m_needed += static_cast<std::int64_t>(bytes);
            }
            if (id == 0) {
                id = m_writer.m_nextId++;
                journal::Packer head;
                head.number(id);
                const std::span<const std::uint8_t> samples(
                    reinterpret_cast<const std::uint8_t*>(tile->bytes.get()), bytes);
                if (Status status = record(journal::Record::Tile, head.bytes(), samples); !status) {
                    return status;
                }
            }
            m_used[tile.get()] = {tile, id};
            state.number(id);
        }
        return {};
    }

    JournalWriter& m_writer;
    std::unordered_map<const Tile*, Known> m_used;
    std::int64_t m_needed = 0;
};

Result<JournalWriter> JournalWriter::create(const std::string& path)
{
    const int descriptor = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return fail(ErrorCode::WriteFailed, path + ": cannot be created, " + std::strerror(errno));
    }
    return JournalWriter(path, descriptor);
}

JournalWriter::JournalWriter(JournalWriter&& other) noexcept
    : m_path(std::move(other.m_path)), m_descriptor(std::exchange(other.m_descriptor, -1)),
      m_size(other.m_size), m_nextId(other.m_nextId), m_known(std::move(other.m_known)),
      m_info(std::move(other.m_info))
{
}

JournalWriter& JournalWriter::operator=(JournalWriter&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_size, other.m_size);
    std::swap(m_nextId, other.m_nextId);
    std::swap(m_known, other.m_known);
    std::swap(m_info, other.m_info);
    return *this;
}

JournalWriter::~JournalWriter()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

Status JournalWriter::append(const DocumentSnapshot& snapshot, const JournalTitle& title)
{
    const std::int64_t before = m_size;
    Pass pass(*this);
    if (Status status = pass.write(snapshot, title); !status) {
        // Half a record would hide all that follows.
        if (::ftruncate(m_descriptor, before) == 0 &&
            ::lseek(m_descriptor, before, SEEK_SET) == before) {
            m_size = before;
        }
        m_known.clear();
        m_info.reset();
        return status;
    }
    return m_size > 2 * pass.needed() + kMostWaste ? replaceFile(snapshot, title) : Status{};
}

Status JournalWriter::replaceFile(const DocumentSnapshot& snapshot, const JournalTitle& title)
{
    const std::string path = m_path + ".new";
    Result<JournalWriter> fresh = create(path);
    if (!fresh) {
        return fail(fresh.error());
    }
    Status status = Pass(*fresh).write(snapshot, title);
    if (status && ::rename(path.c_str(), m_path.c_str()) != 0) {
        status = fail(ErrorCode::WriteFailed, m_path + ": cannot be replaced");
    }
    if (!status) {
        ::unlink(path.c_str());
        return status;
    }
    fresh->m_path = m_path;
    *this = std::move(*fresh);
    return {};
}

} // namespace core
