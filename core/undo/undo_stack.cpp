#include "core/undo/undo_stack.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <numeric>
#include <unordered_map>
#include <utility>

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
    void showKept(KeptPixels& to) const override
    {
        for (const auto& part : m_parts) {
            part->showKept(to);
        }
    }

private:
    std::string m_label;
    std::vector<std::unique_ptr<Command>> m_parts;
};

/// What the whole history keeps: how often it holds each tile, to tell those that nobody else has.
class Census final : public KeptPixels {
public:
    void image(const TiledImage& image) override
    {
        for (int i = 0; i < image.tileCount(); ++i) {
            tile(image.tile(i));
        }
    }
    void tile(const TileRef& tile) override
    {
        if (tile != nullptr) {
            Held& held = m_tiles[tile.get()];
            ++held.count;
            held.tile = &tile;
            if (held.count == 1) {
                m_order.push_back(tile.get());
            }
        }
    }
    void layer(const LayerRef& layer) override { ++m_layers[layer]; }

    /// Counts the tiles of layers that the history alone has; to be called once, at the end.
    void close()
    {
        for (const auto& [layer, count] : m_layers) {
            // One more is the key of this table.
            if (layer.use_count() == count + 1) {
                image(layer->pixels);
                if (layer->mask) {
                    image(layer->mask->coverage());
                }
            }
        }
    }

    /// Calls visit(Tile&) for each tile in memory that only the history has, the oldest first,
    /// until it returns false.
    template <class Visit> void forEachOwn(Visit visit) const
    {
        for (const Tile* tile : m_order) {
            const Held& held = m_tiles.at(tile);
            if (tile->isStored() || held.tile->use_count() != held.count) {
                continue;
            }
            // What others did with it before they let go is over.
            std::atomic_thread_fence(std::memory_order_acquire);
            if (!visit(const_cast<Tile&>(*tile))) {
                return;
            }
        }
    }

    [[nodiscard]] std::int64_t ownBytes() const
    {
        std::int64_t bytes = 0;
        forEachOwn([&](const Tile& tile) {
            bytes += static_cast<std::int64_t>(tile.size);
            return true;
        });
        return bytes;
    }

private:
    struct Held {
        long count = 0;
        const TileRef* tile = nullptr;
    };
    std::unordered_map<const Tile*, Held> m_tiles;
    std::vector<const Tile*> m_order;
    std::unordered_map<LayerRef, long> m_layers;
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
    m_commands.erase(m_commands.begin() + m_index, m_commands.end());
    // A saved state must stay reachable, so nothing is merged into the command that led to it.
    if (mergeable && m_index > 0 && !isClean() && m_commands.back().command->merge(*command)) {
        notify();
        return;
    }
    m_commands.push_back({std::move(command), m_nextId++});
    m_index = count();
    trim();
    notify();
}

void UndoStack::undo()
{
    if (canUndo()) {
        --m_index;
        m_commands[static_cast<std::size_t>(m_index)].command->revert(m_document);
        notify();
    }
}

void UndoStack::redo()
{
    if (canRedo()) {
        m_commands[static_cast<std::size_t>(m_index)].command->apply(m_document);
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
    return m_commands[static_cast<std::size_t>(index)].command->label();
}

std::uint64_t UndoStack::id(int index) const
{
    return m_commands[static_cast<std::size_t>(index)].id;
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
    return std::accumulate(
        m_commands.begin(), m_commands.end(), std::int64_t{0},
        [](std::int64_t sum, const Step& step) { return sum + step.command->byteSize(); });
}

std::int64_t UndoStack::memorySize() const
{
    Census census;
    for (const Step& step : m_commands) {
        step.command->showKept(census);
    }
    census.close();
    return census.ownBytes();
}

std::int64_t UndoStack::spilledSize() const
{
    return m_spillFile ? m_spillFile->usedBytes() : 0;
}

void UndoStack::setSpill(std::string folder, std::int64_t byteBudget)
{
    m_spillFolder = std::move(folder);
    m_spillBudget = byteBudget;
}

void UndoStack::spill()
{
    if (m_spillFolder.empty()) {
        return;
    }
    Census census;
    for (const Step& step : m_commands) {
        step.command->showKept(census);
    }
    census.close();
    std::int64_t excess = census.ownBytes() - m_budget;
    if (excess <= 0) {
        return;
    }
    if (!m_spillFile) {
        m_spillFile = SpillFile::create(m_spillFolder);
    }
    census.forEachOwn([&](Tile& tile) {
        const auto bytes = static_cast<std::int64_t>(tile.size);
        if (!m_spillFile || excess <= 0 || spilledSize() + bytes > m_spillBudget ||
            !m_spillFile->take(tile)) {
            return false;
        }
        excess -= bytes;
        return true;
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
    if (byteSize() <= m_budget) {
        return;
    }
    spill();
    // With a disk what the history alone holds in memory counts, without one the plain sum.
    std::int64_t bytes = m_spillFolder.empty() ? byteSize() : memorySize();
    int dropped = 0;
    // Only what is applied can be forgotten without losing the way to the present.
    while (bytes > m_budget && dropped + 1 < m_index) {
        bytes -= m_commands[static_cast<std::size_t>(dropped)].command->byteSize();
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
