#pragma once

/// History of one document, bounded by bytes: what is beyond the budget lies on the disk, and only
/// when that cannot be, or is full too, the oldest steps are forgotten. GUI thread only.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/undo/command.h"
#include "core/undo/spill_file.h"

namespace core {

class UndoStack {
public:
    /// Keeps a reference to `document`, which must outlive it.
    explicit UndoStack(Document& document, std::int64_t byteBudget = std::int64_t{1} << 30);
    ~UndoStack();

    /// Applies the command and keeps it; what could be redone is forgotten. With an open group it
    /// becomes a part of the group.
    void push(std::unique_ptr<Command> command);
    /// push() without trying to merge with the command before.
    void pushUnmerged(std::unique_ptr<Command> command);

    /// Do nothing while a group is open or when there is nothing to undo or redo.
    void undo();
    void redo();
    /// Undoes or redoes until `index` commands are applied; index in [0, count()].
    void goTo(int index);
    void clear();

    [[nodiscard]] bool canUndo() const { return m_groupDepth == 0 && m_index > 0; }
    [[nodiscard]] bool canRedo() const { return m_groupDepth == 0 && m_index < count(); }
    [[nodiscard]] int count() const { return static_cast<int>(m_commands.size()); }
    /// How many of them are applied.
    [[nodiscard]] int index() const { return m_index; }
    [[nodiscard]] std::string label(int index) const;
    /// Empty when there is none.
    [[nodiscard]] std::string undoLabel() const;
    [[nodiscard]] std::string redoLabel() const;
    /// Of the step, never used again: a name for the state after it.
    [[nodiscard]] std::uint64_t id(int index) const;
    /// Of all that the commands hold, on the disk or not, shared with the document or not.
    [[nodiscard]] std::int64_t byteSize() const;
    /// Memory that would be free without the history.
    [[nodiscard]] std::int64_t memorySize() const;
    /// Bytes on the disk.
    [[nodiscard]] std::int64_t spilledSize() const;
    /// Where tiles go that do not fit, and how many bytes of them at most. An empty folder: none.
    void setSpill(std::string folder, std::int64_t byteBudget);
    void setByteBudget(std::int64_t bytes);

    /// Clean = as saved. A state that can't be reached any more never becomes clean again.
    [[nodiscard]] bool isClean() const { return m_index == m_cleanIndex; }
    void setClean();

    /// Called after each change of the stack; replaces the one before.
    void setObserver(std::function<void()> observer) { m_observer = std::move(observer); }

private:
    friend class UndoGroup;
    void beginGroup(std::string label);
    void endGroup();
    struct Step {
        std::unique_ptr<Command> command;
        std::uint64_t id;
    };
    /// Puts tiles that nobody else has on the disk until the budget holds.
    void spill();
    void insert(std::unique_ptr<Command> command, bool mergeable);
    void trim();
    void notify();

    Document& m_document;
    std::int64_t m_budget;
    std::int64_t m_spillBudget = 0;
    std::string m_spillFolder;
    std::shared_ptr<SpillFile> m_spillFile; ///< made when first needed
    std::vector<Step> m_commands;
    std::uint64_t m_nextId = 1;
    int m_index = 0;
    int m_cleanIndex = 0; ///< -1 = unreachable
    int m_groupDepth = 0;
    std::string m_groupLabel;
    std::vector<std::unique_ptr<Command>> m_group;
    std::function<void()> m_observer;
};

/// While it lives, pushed commands are collected; then they are one step. Groups nest (the
/// outermost names the step); an empty one leaves nothing.
class UndoGroup {
public:
    UndoGroup(UndoStack& stack, std::string label) : m_stack(stack)
    {
        m_stack.beginGroup(std::move(label));
    }
    ~UndoGroup() { m_stack.endGroup(); }
    UndoGroup(const UndoGroup&) = delete;
    UndoGroup& operator=(const UndoGroup&) = delete;

private:
    UndoStack& m_stack;
};

} // namespace core
