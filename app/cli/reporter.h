#pragma once

/// What the user sees while the command line works: a line on stderr that is rewritten on a
/// terminal, plain lines otherwise, JSON lines on stdout when asked for. Main thread only.

#include <string>

#include "diffusion/fill_service.h"

namespace app {

class Reporter {
public:
    explicit Reporter(bool json);

    /// `part` of `parts`: far regions of one mask are generated one after the other.
    void progress(const diffusion::FillProgress& progress, int part, int parts);
    void warning(const std::string& line);
    /// The one clear line of a failure.
    void failure(const std::string& line);
    void done(const std::string& file, const diffusion::FillParameters& parameters, double seconds);

private:
    void endRewrittenLine();

    bool m_json;
    bool m_terminal;
    bool m_lineIsOpen = false;
    std::string m_lastLine;
};

/// "1:05", or "3 s" under a minute.
[[nodiscard]] std::string durationText(double seconds);

} // namespace app
