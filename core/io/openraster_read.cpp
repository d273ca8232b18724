#include <algorithm>
#include <cmath>
#include <cstring>
#include <locale>
#include <optional>
#include <sstream>

#include <pugixml.hpp>
#include <unistd.h>

#include "core/document/blend_mode.h"
#include "core/io/gray_image.h"
#include "core/io/openraster.h"
#include "core/io/zip_archive.h"

namespace core {

namespace {

constexpr int kDeepestGroup = 64;
constexpr std::int64_t kLargestXml = 64 << 20;

struct GroupState {
    LayerId id = 0; ///< 0 = not in a group
    Point offset;
    int depth = 0;
};

bool isSet(const pugi::xml_node& node, const char* attribute, const char* value)
{
    return std::strcmp(node.attribute(attribute).as_string(), value) == 0;
}

PixelFormat formatFromName(const char* name)
{
    if (std::strcmp(name, "rgba16") == 0) {
        return PixelFormat::Rgba16;
    }
    return std::strcmp(name, "rgbaf32") == 0 ? PixelFormat::RgbaF32 : PixelFormat::Rgba8;
}

std::int64_t halfOfMemory()
{
    return static_cast<std::int64_t>(::sysconf(_SC_PHYS_PAGES)) * ::sysconf(_SC_PAGESIZE) / 2;
}

/// pugixml's own number parsing follows the locale.
float numberFrom(const char* text, float otherwise)
{
    std::istringstream in(text);
    in.imbue(std::locale::classic());
    float value = 0;
    return in >> value && std::isfinite(value) ? value : otherwise;
}

class Unpacker {
public:
    Unpacker(std::string path, ZipReader zip, const ImageCodec& codec, const ReadOptions& options)
        : m_path(std::move(path)), m_zip(std::move(zip)), m_codec(codec), m_options(options),
          m_budget(options.maxBytes > 0 ? options.maxBytes : halfOfMemory())
    {
    }

    Result<OpenedDocument> unpack()
    {
        if (Status status = readStructure(); !status) {
            return fail(status.error());
        }
        const pugi::xml_node image = m_stack.child("image");
        collect(image.child("stack"), {});
        if (m_cancelled) {
            return fail(ErrorCode::Cancelled, "cancelled");
        }
        const bool any = std::any_of(m_layers.begin(), m_layers.end(),
                                     [](const Layer& layer) { return !layer.isGroup; });
        if (!any) {
            return fail(ErrorCode::Unreadable,
                        m_path + ": none of its layers can be read" +
                            (m_warnings.empty() ? std::string() : "; " + m_warnings.front()));
        }
        OpenedDocument out;
        out.isLayered = true;
        out.document = build();
        out.warnings = std::move(m_warnings);
        return out;
    }

private:
    Status parse(const char* entry, pugi::xml_document& xml)
    {
        const auto bytes = m_zip.read(entry, std::min(m_budget, kLargestXml));
        if (!bytes) {
            return fail(bytes.error());
        }
        const pugi::xml_parse_result parsed = xml.load_buffer(bytes->data(), bytes->size());
        if (!parsed) {
            return fail(ErrorCode::Unreadable,
                        m_path + ": its part " + entry + " is damaged, " + parsed.description());
        }
        return {};
    }

    Status readStructure()
    {
        if (!m_zip.has(openraster::kStack)) {
            return fail(ErrorCode::Unsupported, m_path + ": is not an OpenRaster document");
        }
        if (Status status = parse(openraster::kStack, m_stack); !status) {
            return status;
        }
        const pugi::xml_node image = m_stack.child("image");
        m_size = {image.attribute("w").as_int(), image.attribute("h").as_int()};
        if (m_size.isEmpty() || m_size.area() > m_budget / 4) {
            return fail(m_size.isEmpty() ? ErrorCode::Unreadable : ErrorCode::OutOfMemory,
                        m_path + ": is said to be " + std::to_string(m_size.width) + " x " +
                            std::to_string(m_size.height) + " pixels, which cannot be opened");
        }
        if (m_zip.has(openraster::kExtras)) {
            if (Status status = parse(openraster::kExtras, m_extras); !status) {
                m_warnings.push_back(status.error().message);
            }
        }
        return {};
    }

    std::optional<TiledImage> readImage(const std::string& entry)
    {
        if (m_options.stop.stop_requested()) {
            m_cancelled = true;
            return std::nullopt;
        }
        const auto bytes = m_zip.read(entry, m_budget);
        if (!bytes) {
            m_warnings.push_back(bytes.error().message);
            return std::nullopt;
        }
        ReadOptions options = m_options;
        options.maxBytes = m_budget - m_used;
        auto image = m_codec.readBuffer(*bytes, m_path + ", " + entry, options);
        if (!image) {
            m_cancelled = m_cancelled || image.error().code == ErrorCode::Cancelled;
            m_warnings.push_back(image.error().message);
            return std::nullopt;
        }
        m_warnings.insert(m_warnings.end(), image->warnings.begin(), image->warnings.end());
        m_used += image->pixels.byteSize();
        if (m_icc.empty()) {
            m_icc = std::move(image->metadata.icc);
        }
        return std::move(image->pixels);
    }

    /// Fills m_layers from the bottom up, each group after what lies in it.
    void collect(const pugi::xml_node& stack, const GroupState& outer)
    {
        if (outer.depth > kDeepestGroup) {
            m_warnings.push_back(m_path +
                                 ": groups lie too deep in each other; some were left out");
            return;
        }
        for (pugi::xml_node node = stack.last_child(); node && !m_cancelled;
             node = node.previous_sibling()) {
            if (std::strcmp(node.name(), "stack") == 0) {
                enterGroup(node, outer);
            } else if (std::strcmp(node.name(), "layer") == 0) {
                addLayer(node, outer);
            }
        }
    }

    void enterGroup(const pugi::xml_node& node, const GroupState& outer)
    {
        GroupState inner = outer;
        inner.id = ++m_lastId;
        inner.offset.x += node.attribute("x").as_int();
        inner.offset.y += node.attribute("y").as_int();
        ++inner.depth;
        collect(node, inner);
        Layer group;
        group.id = inner.id;
        group.parent = outer.id;
        group.isGroup = true;
        group.pixels = TiledImage({1, 1}, PixelFormat::Rgba8);
        readProperties(node, group, "Group");
        // Without the word a group that is neither faded nor of another mode passes through.
        const bool plain =
            group.properties.opacity >= 1.0F && group.properties.blend == BlendMode::Normal;
        group.properties.passThrough =
            node.attribute("isolation")
                ? isSet(node, "isolation", "auto") && group.properties.blend == BlendMode::Normal
                : plain;
        m_layers.push_back(std::move(group));
    }

    /// What layers and groups have in common; the last one read may be the active one.
    void readProperties(const pugi::xml_node& node, Layer& layer, const char* otherName)
    {
        LayerProperties& properties = layer.properties;
        properties.name = node.attribute("name").as_string(otherName);
        properties.opacity =
            std::clamp(numberFrom(node.attribute("opacity").as_string("1"), 1.0F), 0.0F, 1.0F);
        properties.visible = !isSet(node, "visibility", "hidden");
        properties.locked = node.attribute("edit-locked").as_bool();
        properties.blend = blendOf(node);
        if (node.attribute("selected").as_bool()) {
            m_active = layer.id;
        }
    }

    BlendMode blendOf(const pugi::xml_node& node)
    {
        const char* name = node.attribute("composite-op").as_string("svg:src-over");
        const std::optional<BlendMode> mode = blendModeFromOpenRaster(name);
        if (!mode) {
            m_warnings.push_back(m_path + ": the blend mode \"" + name +
                                 "\" is not known here; Normal is used");
        }
        return mode.value_or(BlendMode::Normal);
    }

    void addLayer(const pugi::xml_node& node, const GroupState& outer)
    {
        const std::string source = node.attribute("src").as_string();
        const pugi::xml_node extra =
            m_extras.child("document").find_child_by_attribute("layer", "src", source.c_str());
        const std::string exact = extra.attribute("pixels").as_string();
        std::optional<TiledImage> pixels;
        const bool useExact = !exact.empty() && m_zip.has(exact);
        if (!(pixels = readImage(useExact ? exact : source))) {
            return;
        }
        Layer layer;
        layer.id = ++m_lastId;
        layer.parent = outer.id;
        layer.pixels = std::move(*pixels);
        readProperties(node, layer, "Layer");
        layer.offset = {outer.offset.x + node.attribute("x").as_int(),
                        outer.offset.y + node.attribute("y").as_int()};
        if (useExact) {
            addMask(layer, extra.attribute("mask").as_string());
            layer.properties.maskDisabled = extra.attribute("mask-disabled").as_bool();
        }
        const std::string recipe = extra.attribute("recipe").as_string();
        if (!recipe.empty()) {
            if (const auto text = m_zip.read(recipe, std::min(m_budget, kLargestXml))) {
                layer.recipe.assign(text->begin(), text->end());
            }
        }
        m_layers.push_back(std::move(layer));
    }

    void addMask(Layer& layer, const std::string& entry)
    {
        if (entry.empty()) {
            return;
        }
        const auto coverage = readImage(entry);
        if (coverage && coverage->size() == layer.pixels.size()) {
            layer.mask = Mask::fromImage(redAsGray(*coverage));
        } else {
            m_warnings.push_back(m_path + ": the mask of layer \"" + layer.properties.name +
                                 "\" does not fit and was left out");
        }
    }

    [[nodiscard]] PixelFormat documentFormat() const
    {
        const pugi::xml_node root = m_extras.child("document");
        if (root) {
            return formatFromName(root.attribute("format").as_string());
        }
        PixelFormat deepest = PixelFormat::Rgba8;
        for (const Layer& layer : m_layers) {
            if (bytesPerSample(layer.pixels.format()) > bytesPerSample(deepest)) {
                deepest = layer.pixels.format();
            }
        }
        return deepest;
    }

    [[nodiscard]] DocumentInfo readInfo()
    {
        DocumentInfo info;
        info.sourcePath = m_path;
        info.iccProfile = m_icc;
        for (const pugi::xml_node& node : m_extras.child("document").children("metadata")) {
            if (auto block = m_zip.read(node.attribute("src").as_string(), m_budget)) {
                info.metadata[node.attribute("kind").as_string()] = std::move(*block);
            }
        }
        return info;
    }

    std::unique_ptr<Document> build()
    {
        const PixelFormat format = documentFormat();
        auto document = std::make_unique<Document>(m_size, format);
        document->setInfo(readInfo());
        DocumentSnapshot state = document->snapshot();
        for (Layer& layer : m_layers) {
            if (layer.pixels.format() != format) {
                layer.pixels = layer.pixels.converted(format);
            }
            state.layers.push_back(std::make_shared<const Layer>(std::move(layer)));
        }
        state.activeLayer = m_active != 0 ? m_active : state.layers.back()->id;
        document->restore(state);
        const std::string selection =
            m_extras.child("document").child("selection").attribute("src").as_string();
        if (!selection.empty()) {
            const auto coverage = readImage(selection);
            if (coverage && coverage->size() == m_size) {
                document->setMask(Mask::fromImage(redAsGray(*coverage)), document->rect());
            }
        }
        return document;
    }

    std::string m_path;
    ZipReader m_zip;
    const ImageCodec& m_codec;
    const ReadOptions& m_options;
    std::int64_t m_budget;
    std::int64_t m_used = 0;
    Size m_size;
    pugi::xml_document m_stack;
    pugi::xml_document m_extras;
    std::vector<Layer> m_layers; ///< bottom to top
    LayerId m_lastId = 0;
    LayerId m_active = 0;
    std::vector<std::uint8_t> m_icc;
    std::vector<std::string> m_warnings;
    bool m_cancelled = false;
};

} // namespace

bool isOpenRaster(std::span<const std::uint8_t> head)
{
    // Others than this program may put something before the type, so every zip is looked into.
    static constexpr std::uint8_t kZip[] = {'P', 'K', 3, 4};
    return head.size() >= 4 && std::equal(std::begin(kZip), std::end(kZip), head.begin());
}

Result<OpenedDocument> readOpenRaster(const std::string& path, const ImageCodec& codec,
                                      const ReadOptions& options)
{
    Result<ZipReader> zip = ZipReader::open(path);
    if (!zip) {
        return fail(zip.error());
    }
    return Unpacker(path, std::move(*zip), codec, options).unpack();
}

} // namespace core
