#include <cstring>
#include <fstream>
#include <map>
#include <optional>
#include <vector>

#include "core/io/checksum.h"
#include "core/io/journal.h"
#include "core/io/journal_format.h"

namespace core {

namespace {

constexpr std::uint64_t kLargestRecord = std::uint64_t{1} << 30;

/// Goes through the records and remembers where the tiles are.
class Scan {
public:
    explicit Scan(const std::string& path) : m_file(path, std::ios::binary) {}

    [[nodiscard]] bool isOpen() const { return m_file.is_open(); }

    /// Until the end or the first record that is not whole.
    void run()
    {
        std::vector<std::uint8_t> payload;
        while (readRecord(payload)) {
            if (m_type == journal::Record::Tile && payload.size() > sizeof(std::uint64_t)) {
                std::uint64_t id = 0;
                std::memcpy(&id, payload.data(), sizeof(id));
                tiles[id] = {m_payloadAt + std::streamoff{sizeof(id)}, payload.size() - sizeof(id)};
            } else if (m_type == journal::Record::Info) {
                m_newInfo = payload;
            } else if (m_type == journal::Record::State) {
                state = payload;
                info = m_newInfo;
            }
        }
        m_file.clear();
    }

    [[nodiscard]] TileRef tile(std::uint64_t id, PixelFormat format)
    {
        auto& made = m_made[id];
        if (made) {
            return made;
        }
        const auto found = tiles.find(id);
        const std::size_t bytes =
            std::size_t{kTileSide} * kTileSide * static_cast<std::size_t>(bytesPerPixel(format));
        if (found == tiles.end() || found->second.bytes != bytes) {
            return nullptr;
        }
        auto out = std::make_shared<Tile>(format);
        m_file.seekg(found->second.at);
        m_file.read(reinterpret_cast<char*>(out->bytes.get()), static_cast<std::streamsize>(bytes));
        made = out;
        return made;
    }

    struct Place {
        std::streamoff at = 0;
        std::size_t bytes = 0;
    };
    std::map<std::uint64_t, Place> tiles;
    std::optional<std::vector<std::uint8_t>> state;
    std::vector<std::uint8_t> info;

private:
    bool readRecord(std::vector<std::uint8_t>& payload)
    {
        std::vector<std::uint8_t> header(journal::kHeaderBytes);
        if (!readBytes(header)) {
            return false;
        }
        journal::Unpacker in(header);
        const auto magic = in.number<std::uint32_t>();
        m_type = in.number<journal::Record>();
        const auto size = in.number<std::uint64_t>();
        const auto crc = in.number<std::uint32_t>();
        if (magic != journal::kMagic || size > kLargestRecord) {
            return false;
        }
        m_payloadAt = m_file.tellg();
        payload.resize(static_cast<std::size_t>(size));
        return readBytes(payload) && checksum(payload) == crc;
    }

    bool readBytes(std::vector<std::uint8_t>& into)
    {
        m_file.read(reinterpret_cast<char*>(into.data()),
                    static_cast<std::streamsize>(into.size()));
        return m_file.gcount() == static_cast<std::streamsize>(into.size());
    }

    std::ifstream m_file;
    journal::Record m_type{};
    std::streamoff m_payloadAt = 0;
    std::vector<std::uint8_t> m_newInfo;
    std::map<std::uint64_t, TileRef> m_made;
};

/// A state made into a document.
class Builder {
public:
    Builder(Scan& scan, journal::Unpacker in) : m_scan(scan), m_in(in) {}

    std::optional<RecoveredDocument> build()
    {
        RecoveredDocument out;
        out.title.name = m_in.text();
        out.title.path = m_in.text();
        const int width = m_in.number<int>();
        const int height = m_in.number<int>();
        const auto format = m_in.number<PixelFormat>();
        const auto active = m_in.number<LayerId>();
        const std::optional<TiledImage> selection = image();
        if (width <= 0 || height <= 0 || format > PixelFormat::Gray8 || !selection ||
            selection->size() != Size{width, height} || selection->format() != PixelFormat::Gray8) {
            return std::nullopt;
        }
        out.document = std::make_unique<Document>(Size{width, height}, format);
        out.document->setInfo(readInfo());
        const auto count = m_in.number<std::uint32_t>();
        DocumentSnapshot state = out.document->snapshot();
        for (std::uint32_t i = 0; i < count && m_in.ok(); ++i) {
            std::optional<Layer> layer = readLayer();
            if (!layer || layer->pixels.format() != format) {
                return std::nullopt;
            }
            state.layers.push_back(std::make_shared<const Layer>(std::move(*layer)));
        }
        if (!m_in.ok() || !isTree(state.layers)) {
            return std::nullopt;
        }
        state.activeLayer = indexOf(state.layers, active) >= 0 ? active : 0;
        state.mask = Mask::fromImage(*selection);
        out.document->restore(state);
        return out;
    }

private:
    std::optional<TiledImage> image()
    {
        const int width = m_in.number<int>();
        const int height = m_in.number<int>();
        const auto format = m_in.number<PixelFormat>();
        if (width <= 0 || height <= 0 || width > (1 << 20) || height > (1 << 20) ||
            format > PixelFormat::Gray8 || !m_in.ok()) {
            return std::nullopt;
        }
        TiledImage out({width, height}, format);
        for (int index = 0; index < out.tileCount() && m_in.ok(); ++index) {
            const auto id = m_in.number<std::uint64_t>();
            if (id != 0) {
                TileRef tile = m_scan.tile(id, format);
                if (!tile) {
                    return std::nullopt;
                }
                out.setTile(index, std::move(tile));
            }
        }
        return out;
    }

    std::optional<Layer> readLayer()
    {
        Layer out;
        out.id = m_in.number<LayerId>();
        out.properties.name = m_in.text();
        out.properties.opacity = m_in.number<float>();
        out.properties.blend = m_in.number<BlendMode>();
        out.properties.visible = m_in.number<std::uint8_t>() != 0;
        const auto flags = m_in.number<std::uint8_t>();
        out.properties.locked = (flags & 1U) != 0;
        out.properties.maskDisabled = (flags & 2U) != 0;
        out.isGroup = (flags & 4U) != 0;
        out.properties.passThrough = (flags & 8U) != 0;
        if ((flags & 16U) != 0) {
            out.parent = m_in.number<LayerId>();
        }
        out.offset.x = m_in.number<int>();
        out.offset.y = m_in.number<int>();
        out.recipe = m_in.text();
        std::optional<TiledImage> pixels = image();
        if (!pixels || out.id == 0 || out.properties.blend > BlendMode::Luminosity) {
            return std::nullopt;
        }
        out.pixels = std::move(*pixels);
        if (m_in.number<std::uint8_t>() != 0) {
            std::optional<TiledImage> mask = image();
            if (!mask || mask->size() != out.pixels.size() ||
                mask->format() != PixelFormat::Gray8) {
                return std::nullopt;
            }
            out.mask = Mask::fromImage(std::move(*mask));
        }
        return out;
    }

    [[nodiscard]] DocumentInfo readInfo() const
    {
        DocumentInfo out;
        journal::Unpacker in(m_scan.info);
        out.sourcePath = in.text();
        out.iccProfile = in.block();
        const auto count = in.number<std::uint32_t>();
        for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
            std::string kind = in.text();
            out.metadata[std::move(kind)] = in.block();
        }
        return out;
    }

    Scan& m_scan;
    journal::Unpacker m_in;
};

} // namespace

Result<RecoveredDocument> readJournal(const std::string& path)
{
    Scan scan(path);
    if (!scan.isOpen()) {
        return fail(ErrorCode::NotFound, path + ": cannot be opened");
    }
    scan.run();
    if (scan.state) {
        if (auto out = Builder(scan, journal::Unpacker(*scan.state)).build()) {
            return std::move(*out);
        }
    }
    return fail(ErrorCode::Unreadable, path + ": holds no whole state of a document");
}

} // namespace core
