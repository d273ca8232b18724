// diffusion_check DIR [section...]: replays the reference cases below DIR, one line each.
// Exit code 0 when nothing failed and something ran.

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>

#include <ATen/Parallel.h>

#include "diffusion/check/check.h"

int main(int argc, char** argv)
{
    using namespace diffusion::check;
    if (argc < 2) {
        std::fprintf(stderr, "usage: diffusion_check DIR [section...]\n"
                             "DIR holds models/ and cases/\n");
        return 2;
    }
    at::set_num_threads(2);
    CheckOptions options;
    options.root = argv[1];
    std::error_code error;
    const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
    options.moduleFolder = self.parent_path().parent_path() / "lib" / "stillwater";

    int passed = 0, failed = 0, skipped = 0;
    for (const Section& section : sections()) {
        const bool wanted = argc == 2 || std::find(argv + 2, argv + argc, std::string(section.name)) !=
                                             argv + argc;
        if (!wanted) {
            continue;
        }
        for (const CaseResult& result : section.run(options)) {
            const char* word = result.outcome == Outcome::Passed   ? "passed"
                               : result.outcome == Outcome::Failed ? "FAILED"
                                                                   : "skipped";
            passed += result.outcome == Outcome::Passed ? 1 : 0;
            failed += result.outcome == Outcome::Failed ? 1 : 0;
            skipped += result.outcome == Outcome::Skipped ? 1 : 0;
            std::printf("%-8s %s: %s\n", word, result.name.c_str(), result.detail.c_str());
            std::fflush(stdout);
        }
    }
    std::printf("%d passed, %d failed, %d skipped\n", passed, failed, skipped);
    return failed == 0 && passed > 0 ? 0 : 1;
}
