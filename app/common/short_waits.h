#pragma once

namespace app {

/// Has OpenMP's threads, when one of them must wait for another, give their core away after some 20
/// microseconds and not after milliseconds: the other one may be waiting for that very core while
/// another program has the rest, and a picture that takes 3 s was seen to take 25 s then. On an idle
/// machine it makes no difference.
///
/// GCC's libgomp reads this where it is loaded, before main() (Qt needs it), so the program starts
/// itself anew, once, as the same process. To be called first in main(), by the only thread. Does
/// nothing where the user has set GOMP_SPINCOUNT or OMP_WAIT_POLICY.
void waitShortly(char** argv);

} // namespace app
