#pragma once

/// The two containers of torch.save: a zip archive with a pickle and one entry for each storage, and the
/// older form, five pickles and then the storages one after the other. Only finds and checks; nothing
/// is allocated by what the file claims. Any thread.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "diffusion/models/weights/pickle_reader.h"

namespace diffusion {

/// A tensor and where its storage lies.
struct LocatedTensor {
    PickledTensor tensor;
    std::int64_t begin = 0; ///< of the storage, bytes from the start of the file; all of it is there
};

/// Throws LoadError: Unreadable, Unsupported (names the global that is refused), OutOfMemory.
[[nodiscard]] std::map<std::string, LocatedTensor> locateTensors(std::string_view bytes,
                                                                 const std::string& file);

/// Whether a file that starts so may be one of the two.
[[nodiscard]] bool looksLikePickle(std::string_view start);

} // namespace diffusion
