#include "diffusion/training/threads.h"

#include <dlfcn.h>

#include <ATen/Parallel.h>

namespace diffusion::training {

void useOneThread()
{
    at::set_num_threads(1);
    // libblas.so.3 may be OpenBLAS, which has a pool of its own, or any other library.
    using SetThreads = void (*)(int);
    static const auto setThreads =
        reinterpret_cast<SetThreads>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (setThreads != nullptr) {
        setThreads(1);
    }
}

} // namespace diffusion::training
