#pragma once

/// The coarse-to-fine loop over one window of a picture.

#include "core/exemplar/exemplar_fill.h"
#include "core/exemplar/level.h"
#include "core/exemplar/parallel.h"

namespace core::exemplar {

/// Fills the hole's texels of `finest` (made by makeFinestLevel). Returns false when stopped.
bool complete(Level& finest, const ExemplarOptions& options, Workers& workers,
              const ExemplarProgress& progress);

} // namespace core::exemplar
