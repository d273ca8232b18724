#pragma once

/// Says in a picture's XMP packet that it was generated, in IPTC's words (Photo Metadata Standard,
/// property "Digital Source Type"). Pure functions; any thread.

#include <string>

#include "core/document/document.h"

namespace core {

enum class SourceType {
    Captured,  ///< nothing that shows was generated
    Composite, ///< parts of it were
    Generated  ///< all of it was
};

/// By the recipes of the layers that show.
[[nodiscard]] SourceType sourceTypeOf(const DocumentSnapshot& snapshot);

/// `xmp` with the property; an empty or broken packet becomes a new one. Captured changes nothing.
[[nodiscard]] std::string withSourceType(const std::string& xmp, SourceType type);

} // namespace core
