#pragma once

/// How training uses the cores: parts of a batch run on threads of their own, and inside each the
/// libraries stay on that thread. Waiting for each other after every operator instead costs far
/// more as soon as the machine has other things to do. Internal.

namespace diffusion::training {

/// Keeps OpenMP (torch, oneDNN) and OpenBLAS on the calling thread from now on.
void useOneThread();

} // namespace diffusion::training
