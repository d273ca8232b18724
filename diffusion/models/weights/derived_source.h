#pragma once

/// Tensors of one file under the names and in the shapes another layout has for them: renamed, cut out
/// of a larger one, or turned round.

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "diffusion/models/weights/tensor_source.h"

namespace diffusion {

/// How one tensor comes from a stored one.
struct StoredPart {
    std::string stored;      ///< name in the file
    std::int64_t part = 0;   ///< of `parts` equal pieces along the first dimension
    std::int64_t parts = 1;  ///< a fused query-key-value projection has three
    bool transposed = false; ///< a matrix stored as (in, out)
};

/// Shows exactly the tensors in `parts`; a stored tensor that cannot be cut as asked counts as one of
/// its whole shape, so that the network's complaint names it. `storedName` gives the name in the file
/// also for tensors that are missing there.
[[nodiscard]] std::shared_ptr<TensorSource>
makeDerivedSource(std::shared_ptr<TensorSource> source, std::map<std::string, StoredPart> parts,
                  std::function<std::string(const std::string&)> storedName);

} // namespace diffusion
