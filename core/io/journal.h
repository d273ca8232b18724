#pragma once

/// What keeps the work of the last minutes when the program dies: a file to which each state of a
/// document is appended. Only tiles that were not written before are added, so that a brush stroke
/// costs what it touched. Every record carries its length and CRC-32; a file that was cut off in
/// the middle of one gives the state before.
///
/// Not a file format for people: it is deleted once the document is saved, and read by the version
/// that wrote it. One writer is used by one thread at a time.

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include "core/base/result.h"
#include "core/document/document.h"

namespace core {

/// Which document it is.
struct JournalTitle {
    std::string name; ///< what the window's title said
    std::string path; ///< the layered file it belongs to; empty if there is none
};

class JournalWriter {
public:
    /// Creates `path` anew. Errors: WriteFailed.
    [[nodiscard]] static Result<JournalWriter> create(const std::string& path);

    JournalWriter(JournalWriter&& other) noexcept;
    JournalWriter& operator=(JournalWriter&& other) noexcept;
    JournalWriter(const JournalWriter&) = delete;
    JournalWriter& operator=(const JournalWriter&) = delete;
    /// Leaves the file.
    ~JournalWriter();

    /// The state is safe once this returns. A file that has grown to a multiple of what it needs is
    /// replaced by a fresh one. Errors: WriteFailed (the states before stay readable).
    [[nodiscard]] Status append(const DocumentSnapshot& snapshot, const JournalTitle& title);

    /// Bytes of the file.
    [[nodiscard]] std::int64_t fileSize() const { return m_size; }

private:
    JournalWriter(std::string path, int descriptor)
        : m_path(std::move(path)), m_descriptor(descriptor)
    {
    }
    class Pass;
    [[nodiscard]] Status replaceFile(const DocumentSnapshot& snapshot, const JournalTitle& title);

    std::string m_path;
    int m_descriptor = -1;
    std::int64_t m_size = 0;
    std::uint64_t m_nextId = 1;
    struct Known {
        TileRef tile; ///< held, so that its address stays its own
        std::uint64_t id = 0;
    };
    std::unordered_map<const Tile*, Known> m_known;
    std::shared_ptr<const DocumentInfo> m_info; ///< the one written last
};

struct RecoveredDocument {
    std::unique_ptr<Document> document;
    JournalTitle title;
};

/// The last whole state. Errors: NotFound, Unreadable (there is none), OutOfMemory.
[[nodiscard]] Result<RecoveredDocument> readJournal(const std::string& path);

} // namespace core
