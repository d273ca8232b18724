#include "app/cli/interruption.h"

#include <csignal>

namespace app {

namespace {

volatile std::sig_atomic_t interrupted = 0;

void remember(int)
{
    interrupted = 1;
}

} // namespace

void watchForInterruption()
{
    interrupted = 0;
    struct sigaction action = {};
    action.sa_handler = &remember;
    action.sa_flags = SA_RESETHAND | SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGXFSZ, SIG_IGN);
}

bool isInterrupted()
{
    return interrupted != 0;
}

} // namespace app
