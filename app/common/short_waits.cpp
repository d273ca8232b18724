#include "app/common/short_waits.h"

#include <climits>
#include <cstdlib>

#include <unistd.h>

namespace app {

void waitShortly(char** argv)
{
    if (std::getenv("OMP_WAIT_POLICY") != nullptr || std::getenv("GOMP_SPINCOUNT") != nullptr) {
        return;
    }
    char program[PATH_MAX + 1] = {};
    if (::readlink("/proc/self/exe", program, PATH_MAX) > 0 &&
        ::setenv("GOMP_SPINCOUNT", "2000", /*overwrite=*/1) == 0) {
        ::execv(program, argv); // returns only when it failed: then it is a little slower
    }
}

} // namespace app
