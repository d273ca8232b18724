#include "app/cli/run_cli.h"
#include "app/common/short_waits.h"

int main(int argc, char** argv)
{
    app::waitShortly(argv);
    return app::runCli(argc, argv);
}
