#include <cmath>
#include <cstdio>
#include <map>
#include <sstream>
#include <utility>

#include <pugixml.hpp>

#include "core/document/compositor.h"
#include "core/io/atomic_file.h"
#include "core/io/document_io.h"
#include "core/io/openraster.h"
#include "core/io/thumbnail.h"
#include "core/io/zip_archive.h"

namespace core {

namespace {

constexpr int kThumbnailSide = 256; // the specification's limit

const char* formatName(PixelFormat format)
{
    switch (format) {
    case PixelFormat::Rgba16:
        return "rgba16";
    case PixelFormat::RgbaF32:
        return "rgbaf32";
    default:
        return "rgba8";
    }
}

std::string numbered(const char* stem, std::size_t index, const char* ending)
{
    char text[64];
    std::snprintf(text, sizeof text, "%s%03zu.%s", stem, index, ending);
    return text;
}

std::string plainNumber(float value)
{
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out.precision(9); // enough to give a float back exactly
    out << value;
    return out.str();
}

std::string serialised(const pugi::xml_document& xml)
{
    std::ostringstream out;
    xml.save(out, "  ");
    return out.str();
}

void declareUtf8(pugi::xml_document& xml)
{
    pugi::xml_node declaration = xml.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
}

/// The layer's pixels with its mask multiplied into alpha: what programs without our masks show.
TiledImage withMaskApplied(const Layer& layer)
{
    TiledImage out = layer.pixels;
    for (int i = 0; i < out.tileCount(); ++i) {
        if (out.tile(i) == nullptr) {
            continue;
        }
        const Rect area = out.tileRect(i);
        PixelBuffer pixels = out.read(area);
        const PixelBuffer coverage = layer.mask->toBuffer(area);
        for (std::size_t p = 0; p < coverage.count(); ++p) {
            pixels.data()[p * 4 + 3] *= coverage.data()[p];
        }
        out.write({area.x, area.y}, pixels);
    }
    return out;
}

/// Builds the container; the first failure is kept and everything after it skipped.
class Packer {
public:
    Packer(const DocumentSnapshot& snapshot, const ImageCodec& codec)
        : m_snapshot(snapshot), m_codec(codec)
    {
        if (snapshot.info) {
            m_profile.icc = snapshot.info->iccProfile;
        }
    }

    Result<std::vector<std::uint8_t>> pack()
    {
        m_zip.add("mimetype", openraster::kMimeType, ZipMethod::Store);
        describe();
        m_zip.add(openraster::kStack, serialised(m_stack), ZipMethod::Deflate);
        for (std::size_t i = 0; i < m_snapshot.layers.size(); ++i) {
            if (!m_snapshot.layers[i]->isGroup) {
                addLayerPixels(*m_snapshot.layers[i], i);
            }
        }
        addMerged();
        addSelection();
        addMetadata();
        m_zip.add(openraster::kExtras, serialised(m_extras), ZipMethod::Deflate);
        if (!m_status) {
            return fail(m_status.error());
        }
        return m_zip.finish();
    }

private:
    void addImage(const std::string& entry, const char* extension, const TiledImage& pixels)
    {
        if (!m_status) {
            return;
        }
        auto bytes = m_codec.writeBuffer(extension, pixels, m_profile, {});
        if (!bytes) {
            m_status = fail(bytes.error());
            return;
        }
        m_zip.add(entry, std::move(*bytes), ZipMethod::Store); // compressed already
    }

    void describe()
    {
        declareUtf8(m_stack);
        pugi::xml_node image = m_stack.append_child("image");
        image.append_attribute("version") = "0.0.5";
        image.append_attribute("w") = m_snapshot.size.width;
        image.append_attribute("h") = m_snapshot.size.height;
        if (m_snapshot.info) {
            const ImageMetadata metadata = metadataOf(*m_snapshot.info);
            if (metadata.dotsPerInchX >= 1 && metadata.dotsPerInchY >= 1) {
                image.append_attribute("xres") =
                    static_cast<int>(std::lround(metadata.dotsPerInchX));
                image.append_attribute("yres") =
                    static_cast<int>(std::lround(metadata.dotsPerInchY));
            }
        }
        std::map<LayerId, pugi::xml_node> stacks{{0, image.append_child("stack")}};
        for (std::size_t i = m_snapshot.layers.size(); i-- > 0;) { // topmost first
            const Layer& layer = *m_snapshot.layers[i];
            pugi::xml_node& around = stacks[layer.parent];
            if (layer.isGroup) {
                stacks[layer.id] = around.append_child("stack");
                describeGroup(stacks[layer.id], layer);
            } else {
                describeLayer(around.append_child("layer"), layer, i);
            }
        }
        declareUtf8(m_extras);
        m_root = m_extras.append_child("document");
        m_root.append_attribute("version") = 1;
        m_root.append_attribute("format") = formatName(m_snapshot.format);
    }

    void describeGroup(pugi::xml_node node, const Layer& group)
    {
        node.append_attribute("name") = group.properties.name.c_str();
        describeProperties(node, group);
        node.append_attribute("isolation") = group.properties.passThrough ? "auto" : "isolate";
    }

    void describeLayer(pugi::xml_node node, const Layer& layer, std::size_t index)
    {
        node.append_attribute("name") = layer.properties.name.c_str();
        node.append_attribute("src") = numbered("data/layer", index, "png").c_str();
        node.append_attribute("x") = layer.offset.x;
        node.append_attribute("y") = layer.offset.y;
        describeProperties(node, layer);
    }

    void describeProperties(pugi::xml_node node, const Layer& layer)
    {
        const LayerProperties& properties = layer.properties;
        node.append_attribute("opacity") = plainNumber(properties.opacity).c_str();
        node.append_attribute("visibility") = properties.visible ? "visible" : "hidden";
        node.append_attribute("composite-op") =
            std::string(blendModeInfo(properties.blend).openRaster).c_str();
        if (properties.locked) {
            node.append_attribute("edit-locked") = "true";
        }
        if (layer.id == m_snapshot.activeLayer) {
            node.append_attribute("selected") = "true";
        }
    }

    void addLayerPixels(const Layer& layer, std::size_t index)
    {
        const std::string source = numbered("data/layer", index, "png");
        addImage(source, "png", layer.mask ? withMaskApplied(layer) : layer.pixels);
        const bool isFloat = layer.pixels.format() == PixelFormat::RgbaF32;
        if (!layer.mask && !isFloat && layer.recipe.empty()) {
            return;
        }
        pugi::xml_node extra = m_root.append_child("layer");
        extra.append_attribute("src") = source.c_str();
        if (layer.mask || isFloat) {
            const char* ending = isFloat ? "tif" : "png";
            const std::string exact = numbered("stillwater/layer", index, ending);
            addImage(exact, ending, layer.pixels);
            extra.append_attribute("pixels") = exact.c_str();
        }
        if (layer.mask) {
            const std::string mask = numbered("stillwater/mask", index, "png");
            addImage(mask, "png", layer.mask->coverage());
            extra.append_attribute("mask") = mask.c_str();
            if (layer.properties.maskDisabled) {
                extra.append_attribute("mask-disabled") = "true";
            }
        }
        if (!layer.recipe.empty()) {
            const std::string recipe = numbered("stillwater/recipe", index, "json");
            m_zip.add(recipe, layer.recipe, ZipMethod::Deflate);
            extra.append_attribute("recipe") = recipe.c_str();
        }
    }

    void addMerged()
    {
        const TiledImage merged = flatten(m_snapshot);
        addImage(openraster::kMerged, "png", merged);
        addImage(openraster::kThumbnail, "png", makeThumbnail(merged, kThumbnailSide));
    }

    void addSelection()
    {
        if (m_snapshot.mask.isEmpty()) {
            return;
        }
        addImage("stillwater/selection.png", "png", m_snapshot.mask.coverage());
        m_root.append_child("selection").append_attribute("src") = "stillwater/selection.png";
    }

    void addMetadata()
    {
        if (!m_snapshot.info) {
            return;
        }
        for (const auto& [kind, block] : m_snapshot.info->metadata) {
            const std::string entry = "stillwater/metadata/" + kind;
            m_zip.add(entry, block, ZipMethod::Deflate);
            pugi::xml_node node = m_root.append_child("metadata");
            node.append_attribute("kind") = kind.c_str();
            node.append_attribute("src") = entry.c_str();
        }
        if (!m_profile.icc.empty()) {
            m_zip.add("stillwater/profile.icc", m_profile.icc, ZipMethod::Deflate);
            m_root.append_child("profile").append_attribute("src") = "stillwater/profile.icc";
        }
    }

    const DocumentSnapshot& m_snapshot;
    const ImageCodec& m_codec;
    ImageMetadata m_profile; ///< only the colour profile; goes into every PNG
    ZipWriter m_zip;
    pugi::xml_document m_stack;
    pugi::xml_document m_extras;
    pugi::xml_node m_root; ///< of m_extras
    Status m_status;
};

} // namespace

Status writeOpenRaster(const std::string& path, const DocumentSnapshot& snapshot,
                       const ImageCodec& codec)
{
    auto bytes = Packer(snapshot, codec).pack();
    if (!bytes) {
        return fail(bytes.error().code, path + ": could not be saved, " + bytes.error().message);
    }
    return writeFileAtomically(path, *bytes);
}

} // namespace core
