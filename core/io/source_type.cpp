#include "core/io/source_type.h"

#include <sstream>

#include <pugixml.hpp>

namespace core {

namespace {

constexpr const char* kProperty = "Iptc4xmpExt:DigitalSourceType";
constexpr const char* kNamespace = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
constexpr const char* kVocabulary = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/// The first description of the packet in `document`, made where there is none.
pugi::xml_node description(pugi::xml_document& document)
{
    const pugi::xpath_node found =
        document.select_node("//*[local-name()='RDF']/*[local-name()='Description']");
    if (found) {
        return found.node();
    }
    document.reset();
    pugi::xml_node meta = document.append_child("x:xmpmeta");
    meta.append_attribute("xmlns:x") = "adobe:ns:meta/";
    pugi::xml_node rdf = meta.append_child("rdf:RDF");
    rdf.append_attribute("xmlns:rdf") = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    pugi::xml_node out = rdf.append_child("rdf:Description");
    out.append_attribute("rdf:about") = "";
    return out;
}

bool coversCanvas(const Layer& layer, const Rect& canvas)
{
    return layer.shownMask() == nullptr && layer.bounds().contains(canvas) &&
           layer.properties.opacity >= 1.0F;
}

} // namespace

SourceType sourceTypeOf(const DocumentSnapshot& snapshot)
{
    SourceType out = SourceType::Captured;
    for (int i = static_cast<int>(snapshot.layers.size()) - 1; i >= 0; --i) {
        const Layer& layer = *snapshot.layers[static_cast<std::size_t>(i)];
        if (layer.recipe.empty() || !isShown(snapshot.layers, i)) {
            continue;
        }
        if (coversCanvas(layer, snapshot.rect())) {
            // Changed by words it still comes from what is below.
            const bool edited = layer.recipe.find("\"edit\"") != std::string::npos ||
                                layer.recipe.find("\"upscale\"") != std::string::npos;
            return edited ? SourceType::Composite : SourceType::Generated;
        }
        out = SourceType::Composite;
    }
    return out;
}

std::string withSourceType(const std::string& xmp, SourceType type)
{
    if (type == SourceType::Captured) {
        return xmp;
    }
    pugi::xml_document document;
    if (!document.load_string(xmp.c_str(), pugi::parse_full)) {
        document.reset();
    }
    pugi::xml_node node = description(document);
    for (pugi::xml_node child = node.child(kProperty); child; child = node.child(kProperty)) {
        node.remove_child(child);
    }
    if (!node.attribute("xmlns:Iptc4xmpExt")) {
        node.append_attribute("xmlns:Iptc4xmpExt") = kNamespace;
    }
    pugi::xml_attribute property = node.attribute(kProperty);
    if (!property) {
        property = node.append_attribute(kProperty);
    }
    const char* const word = type == SourceType::Generated ? "trainedAlgorithmicMedia"
                                                           : "compositeWithTrainedAlgorithmicMedia";
    property = (std::string(kVocabulary) + word).c_str();
    std::ostringstream out;
    document.save(out, "", pugi::format_raw | pugi::format_no_declaration);
    return out.str();
}

} // namespace core
