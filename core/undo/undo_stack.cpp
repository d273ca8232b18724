#include "core/undo/undo_stack.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace core {

namespace {

/// Several commands that are one step.
class CommandGroup final : public Command {
public:
    CommandGroup(std::string label, std::vector<std::unique_ptr<Command>> parts)
        : m_label(std::move(label)), m_parts(std::move(parts))
    {
    }
    void apply(Document& document) override
    {
        for (const auto& part : m_parts) {
            part->apply(document);
        }
    }
    void revert(Document& document) override
    {
        for (auto part = m_parts.rbegin(); part != m_parts.rend(); ++part) {
            (*part)->revert(document);
        }
    }
    [[nodiscard]] std::string label() const override { return m_label; }
    [[nodiscard]] std::int64_t byteSize() const override
    {
        return std::accumulate(m_parts.begin(), m_parts.end(), std::int64_t{0},
                               [](std::int64_t sum, const std::unique_ptr<Command>& part) {
                                   return sum + part->byteSize();
                               });
    }

private:
    std::string m_label;
    std::vector<std::unique_ptr<Command>> m_parts;
};

} // namespace

UndoStack::UndoStack(Document& document, std::int64_t byteBudget)
    : m_document(document), m_budget(byteBudget)
{
}

UndoStack::~UndoStack() = default;

void UndoStack::push(std::unique_ptr<Command> command)
{
    command->apply(m_document);
    insert(std::move(command), true);
}

void UndoStack::pushUnmerged(std::unique_ptr<Command> command)
{
    command->apply(m_document);
    insert(std::move(command), false);
}

void UndoStack::insert(std::unique_ptr<Command> command, bool mergeable)
{
    if (m_groupDepth > 0) {
        m_group.push_back(std::move(command));
        return;
    }
    if (m_cleanIndex > m_index) {
        m_cleanIndex = -1;
    }
    m_commands.resize(static_cast<std::size_t>(m_index));
    // A saved state must stay reachable, so nothing is merged into the command that led to it.
    if (mergeable && m_index > 0 && !isClean() && m_commands.back()->merge(*command)) {
        notify();
        return;
    }
    m_commands.push_back(std::move(command));
    m_index = count();
    trim();
    notify();
}

void UndoStack::undo()
{
    if (canUndo()) {
        --m_index;
        m_commands[static_cast<std::size_t>(m_index)]->revert(m_document);
        notify();
    }
}

void UndoStack::redo()
{
    if (canRedo()) {
        m_commands[static_cast<std::size_t>(m_index)]->apply(m_document);
        ++m_index;
        notify();
    }
}

void UndoStack::goTo(int index)
{
    assert(index >= 0 && index <= count());
    while (m_index > index && canUndo()) {
        undo();
    }
    while (m_index < index && canRedo()) {
        redo();
    }
}

void UndoStack::clear()
{
    if (m_cleanIndex != m_index) {
        m_cleanIndex = -1;
    } else {
        m_cleanIndex = 0;
    }
    m_commands.clear();
    m_index = 0;
    notify();
}

std::string UndoStack::label(int index) const
{
    return m_commands[static_cast<std::size_t>(index)]->label();
}

std::string UndoStack::undoLabel() const
{
    return m_index > 0 ? label(m_index - 1) : std::string();
}

std::string UndoStack::redoLabel() const
{
    return m_index < count() ? label(m_index) : std::string();
}

std::int64_t UndoStack::byteSize() const
{
    return std::accumulate(m_commands.begin(), m_commands.end(), std::int64_t{0},
                           [](std::int64_t sum, const std::unique_ptr<Command>& command) {
                               return sum + command->byteSize();
                           });
}

void UndoStack::setByteBudget(std::int64_t bytes)
{
    m_budget = bytes;
    trim();
    notify();
}

void UndoStack::setClean()
{
    m_cleanIndex = m_index;
    notify();
}

void UndoStack::beginGroup(std::string label)
{
    if (m_groupDepth++ == 0) {
        m_groupLabel = std::move(label);
    }
}

void UndoStack::endGroup()
{
    assert(m_groupDepth > 0);
    if (--m_groupDepth == 0 && !m_group.empty()) {
        insert(std::make_unique<CommandGroup>(std::move(m_groupLabel), std::move(m_group)), false);
        m_group.clear();
    }
}

void UndoStack::trim()
{
    std::int64_t bytes = byteSize();
    int dropped = 0;
    // Only what is applied can be forgotten without losing the way to the present.
    while (bytes > m_budget && dropped + 1 < m_index) {
        bytes -= m_commands[static_cast<std::size_t>(dropped)]->byteSize();
        ++dropped;
    }
    m_commands.erase(m_commands.begin(), m_commands.begin() + dropped);
    m_index -= dropped;
    m_cleanIndex = m_cleanIndex >= dropped ? m_cleanIndex - dropped : -1;
}

void UndoStack::notify()
{
    if (m_observer) {
        m_observer();
    }
}

} // namespace core
