#include "diffusion/models/weights/pickle_reader.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/pickle_values.h"

namespace diffusion {
namespace {

using pickle::Index;
using pickle::Kind;
using pickle::Value;

constexpr std::size_t kMaxBytes = 64U << 20U; // those of published models are under 2 MB
constexpr std::size_t kMaxValues = 4'000'000;
constexpr std::size_t kMaxReferences = 16'000'000; // entries of all containers together
constexpr Index kMark = 0xFFFFFFFFU;               // on the stack, where a list begins

class Machine {
public:
    Machine(std::string_view bytes, const std::string& file) : m_bytes(bytes), m_file(file) {}

    PickleContents run()
    {
        while (true) {
            const auto opcode = static_cast<unsigned char>(take(1).front());
            if (m_stack.size() > kMaxReferences || m_references > kMaxReferences) {
                tooMuch("entries");
            }
            if (opcode == '.') {
                break;
            }
            if (!number(opcode) && !text(opcode) && !container(opcode) && !memory(opcode) &&
                !object(opcode)) {
                throw LoadError(core::ErrorCode::Unsupported,
                                m_file + ": its pickle has the opcode " + std::to_string(opcode) +
                                    ", which no file of tensors needs; get the .safetensors form");
            }
        }
        PickleContents contents = pickle::collect(m_values, pop(), m_file);
        contents.bytesRead = m_position;
        return contents;
    }

private:
    [[noreturn]] void damaged(const std::string& what) const
    {
        throw LoadError(core::ErrorCode::Unreadable, m_file + ": its pickle " + what + " at byte " +
                                                         std::to_string(m_position) +
                                                         "; the file is damaged, download it again");
    }

    [[noreturn]] void tooMuch(const std::string& what) const
    {
        throw LoadError(core::ErrorCode::OutOfMemory, m_file + ": its pickle has more " + what +
                                                          " than any model; it is refused");
    }

    std::string_view take(std::uint64_t count)
    {
        if (count > m_bytes.size() - m_position) {
            damaged("ends too early");
        }
        if (m_position > kMaxBytes) {
            tooMuch("bytes");
        }
        const std::string_view part = m_bytes.substr(m_position, static_cast<std::size_t>(count));
        m_position += static_cast<std::size_t>(count);
        return part;
    }

    /// A little-endian number of up to 8 bytes.
    std::uint64_t unsignedNumber(std::size_t bytes)
    {
        std::uint64_t value = 0;
        std::memcpy(&value, take(bytes).data(), bytes);
        return value;
    }

    std::string_view line()
    {
        const std::size_t end = m_bytes.find('\n', m_position);
        if (end == std::string_view::npos || end - m_position > 1000) {
            damaged("has a name without an end");
        }
        const std::string_view part = take(end - m_position);
        take(1);
        return part;
    }

    void push(Value value)
    {
        if (m_values.all.size() >= kMaxValues) {
            tooMuch("values");
        }
        m_stack.push_back(static_cast<Index>(m_values.all.size()));
        m_values.all.push_back(std::move(value));
    }

    void pushNumber(std::int64_t value)
    {
        Value v{Kind::Integer};
        v.number = value;
        push(std::move(v));
    }

    void pushText(std::uint64_t length)
    {
        Value v{Kind::Text};
        v.text = take(length);
        push(std::move(v));
    }

    Index pop()
    {
        if (m_stack.empty() || m_stack.back() == kMark) {
            damaged("takes a value that is not there");
        }
        const Index top = m_stack.back();
        m_stack.pop_back();
        return top;
    }

    Index top()
    {
        const Index index = pop();
        m_stack.push_back(index);
        return index;
    }

    /// The values above the last mark, which goes too.
    std::vector<Index> popToMark()
    {
        const auto mark = std::find(m_stack.rbegin(), m_stack.rend(), kMark);
        if (mark == m_stack.rend()) {
            damaged("closes a list that was not opened");
        }
        std::vector<Index> items(mark.base(), m_stack.end());
        m_stack.erase(mark.base() - 1, m_stack.end());
        return items;
    }

    void append(const std::vector<Index>& items, Kind kind)
    {
        m_references += items.size();
        Value& target = m_values.all[top()];
        if (target.kind != kind) {
            // Things of no interest may be filled too, sets for instance.
            if (target.kind != Kind::Nothing) {
                damaged("adds to something that is no container");
            }
            return;
        }
        target.items.insert(target.items.end(), items.begin(), items.end());
    }

    void pushSequence(Kind kind, std::vector<Index> items)
    {
        m_references += items.size();
        Value value{kind};
        value.items = std::move(items);
        push(std::move(value));
    }

    bool number(unsigned char opcode)
    {
        switch (opcode) {
        case 'N': push({}); return true;
        case 0x88: pushNumber(1); return true;
        case 0x89: pushNumber(0); return true;
        case 'K': pushNumber(static_cast<std::int64_t>(unsignedNumber(1))); return true;
        case 'M': pushNumber(static_cast<std::int64_t>(unsignedNumber(2))); return true;
        case 'J':
            pushNumber(static_cast<std::int32_t>(static_cast<std::uint32_t>(unsignedNumber(4))));
            return true;
        case 'G':
            take(8); // no tensor depends on a fraction
            push({});
            return true;
        case 0x8a: return longNumber(unsignedNumber(1));
        case 0x8b: return longNumber(unsignedNumber(4));
        default: return false;
        }
    }

    bool longNumber(std::uint64_t length)
    {
        const std::string_view digits = take(length);
        if (digits.size() > 8) {
            push({}); // torch's magic number; no size is that large
            return true;
        }
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < 8; ++i) { // two's complement, the last byte has the sign
            const bool negative = !digits.empty() && (digits.back() & 0x80) != 0;
            const auto byte = i < digits.size() ? static_cast<unsigned char>(digits[i])
                                                : static_cast<unsigned char>(negative ? 0xFF : 0);
            value |= static_cast<std::uint64_t>(byte) << (8 * i);
        }
        pushNumber(static_cast<std::int64_t>(value));
        return true;
    }

    bool text(unsigned char opcode)
    {
        switch (opcode) {
        case 'U':
        case 'C':
        case 0x8c: pushText(unsignedNumber(1)); return true;
        case 'X':
        case 'T':
        case 'B': pushText(unsignedNumber(4)); return true;
        case 0x8d:
        case 0x8e:
        case 0x96: pushText(unsignedNumber(8)); return true;
        default: return false;
        }
    }

    bool container(unsigned char opcode)
    {
        switch (opcode) {
        case '(': m_stack.push_back(kMark); return true;
        case '}': push(Value{Kind::Dict}); return true;
        case ']': push(Value{Kind::List}); return true;
        case ')': push(Value{Kind::Tuple}); return true;
        case 0x8f: push({}); return true; // a set
        case 't': pushSequence(Kind::Tuple, popToMark()); return true;
        case 'l': pushSequence(Kind::List, popToMark()); return true;
        case 'd': pushSequence(Kind::Dict, popToMark()); return true;
        case 0x85:
        case 0x86:
        case 0x87: {
            std::vector<Index> items;
            for (int i = 0x84; i < opcode; ++i) {
                items.insert(items.begin(), pop());
            }
            pushSequence(Kind::Tuple, std::move(items));
            return true;
        }
        case 'a': {
            const Index item = pop();
            append({item}, Kind::List);
            return true;
        }
        case 's': {
            const Index value = pop();
            const Index key = pop();
            append({key, value}, Kind::Dict);
            return true;
        }
        case 'e': append(popToMark(), Kind::List); return true;
        case 'u': append(popToMark(), Kind::Dict); return true;
        case 0x90: append(popToMark(), Kind::List); return true;
        default: return false;
        }
    }

    bool memory(unsigned char opcode)
    {
        switch (opcode) {
        case 0x80: checkProtocol(unsignedNumber(1)); return true;
        case 0x95: take(8); return true; // a frame's length: a hint for readers of streams
        case 'q': m_memo[unsignedNumber(1)] = top(); return true;
        case 'r': m_memo[unsignedNumber(4)] = top(); return true;
        case 0x94: m_memo[m_memo.size()] = top(); return true;
        case 'h': recall(unsignedNumber(1)); return true;
        case 'j': recall(unsignedNumber(4)); return true;
        case '0':
            if (m_stack.empty()) {
                damaged("takes a value that is not there");
            }
            m_stack.pop_back();
            return true;
        case '1': popToMark(); return true;
        case '2': m_stack.push_back(top()); return true;
        default: return false;
        }
    }

    void checkProtocol(std::uint64_t protocol) const
    {
        if (protocol < 2 || protocol > 5) {
            throw LoadError(core::ErrorCode::Unsupported,
                            m_file + ": a pickle of protocol " + std::to_string(protocol) +
                                ", which torch does not write");
        }
    }

    void recall(std::uint64_t key)
    {
        const auto found = m_memo.find(key);
        if (found == m_memo.end()) {
            damaged("recalls what it did not keep");
        }
        m_stack.push_back(found->second);
    }

    bool object(unsigned char opcode)
    {
        switch (opcode) {
        case 'c': {
            const std::string_view module = line();
            pushGlobal(module, line());
            return true;
        }
        case 0x93: {
            const Value& name = m_values.all[pop()];
            const Value& module = m_values.all[pop()];
            if (name.kind != Kind::Text || module.kind != Kind::Text) {
                damaged("names a global by something that is no text");
            }
            pushGlobal(module.text, name.text);
            return true;
        }
        case 'R':
        case 0x81: {
            const Index arguments = pop();
            call(pop(), arguments);
            return true;
        }
        case 'b': build(); return true;
        case 'Q': {
            push(pickle::loadStorage(m_values.all[pop()], m_values, m_file));
            return true;
        }
        default: return false;
        }
    }

    void call(Index function, Index arguments)
    {
        const Value& what = m_values.all[function];
        const Value& with = m_values.all[arguments];
        if (what.kind == Kind::Nothing) {
            push({}); // the result of something harmless
            return;
        }
        if (what.kind != Kind::Global) {
            damaged("calls something that is no function");
        }
        if (!pickle::givesFirstArgument(what.global)) {
            push(pickle::callGlobal(what.global, with, m_values, m_file));
            return;
        }
        if (with.kind != Kind::Tuple || with.items.empty()) {
            damaged("calls a function without what it needs");
        }
        m_stack.push_back(with.items.front());
    }

    void pushGlobal(std::string_view module, std::string_view name)
    {
        Value value{Kind::Global};
        value.global = pickle::resolveGlobal(module, name, m_file);
        push(std::move(value));
    }

    /// An object's further attributes: a module's dictionary of parameters counts, the rest does not.
    void build()
    {
        const Index state = pop();
        Value& target = m_values.all[top()];
        const Value& from = m_values.all[state];
        const bool bothDicts = target.kind == Kind::Dict && from.kind == Kind::Dict;
        if (bothDicts && target.items.empty() && top() != state) {
            const std::vector<Index> items = from.items;
            append(items, Kind::Dict);
        }
    }

    std::string_view m_bytes;
    const std::string& m_file;
    std::size_t m_position = 0;
    pickle::Values m_values;
    std::vector<Index> m_stack;
    std::unordered_map<std::uint64_t, Index> m_memo;
    std::size_t m_references = 0;
};

} // namespace

PickleContents readPickle(std::string_view bytes, const std::string& file)
{
    return Machine(bytes, file).run();
}

} // namespace diffusion
