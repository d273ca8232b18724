#include "diffusion/models/weights/safetensors_header.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include "diffusion/models/load_error.h"

namespace diffusion {
namespace {

constexpr std::int64_t kMaxHeaderBytes = 100'000'000; // the format's own limit
constexpr std::size_t kMaxRank = 16;

struct DtypeRow {
    const char* name;
    std::int64_t itemSize;
    std::optional<at::ScalarType> dtype;
};

const DtypeRow kDtypes[] = {
    {"F32", 4, at::kFloat},  {"F16", 2, at::kHalf}, {"BF16", 2, at::kBFloat16},
    {"F64", 8, at::kDouble}, {"I64", 8, at::kLong}, {"I32", 4, at::kInt},
    {"I16", 2, at::kShort},  {"I8", 1, at::kChar},  {"U8", 1, at::kByte},
    {"BOOL", 1, at::kBool},  {"U16", 2, {}},        {"U32", 4, {}},
    {"U64", 8, {}},          {"F8_E4M3", 1, {}},    {"F8_E5M2", 1, {}},
};

/// As shapeText of tensor_source.h, which needs ATen.
std::string sizesText(const std::vector<std::int64_t>& shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        text.append(i == 0 ? "" : ", ").append(std::to_string(shape[i]));
    }
    return text + "]";
}

[[noreturn]] void damaged(const std::string& file, const std::string& what)
{
    throw LoadError(core::ErrorCode::Unreadable,
                    file + ": " + what + "; the file is damaged, download it again");
}

/// Receives the JSON header piece by piece, so that a hostile one costs no more memory than its
/// own length: {"name": {"dtype": "F32", "shape": [..], "data_offsets": [begin, end]}, ...}.
class HeaderReader final : public nlohmann::json_sax<nlohmann::json> {
public:
    HeaderReader(SafetensorsHeader& header, const std::string& file)
        : m_header(header), m_file(file)
    {
    }

    bool start_object(std::size_t) override
    {
        ++m_depth;
        if (m_depth > 2 || m_inArray) {
            bad("is nested too deeply");
        }
        m_field.clear();
        m_seenFields.clear();
        return true;
    }

    bool key(std::string& name) override
    {
        if (m_depth == 1) {
            startEntry(name);
        } else {
            m_field = name;
            if (std::find(m_seenFields.begin(), m_seenFields.end(), name) != m_seenFields.end()) {
                bad("names a field twice");
            }
            if (!m_inMetadata) {
                m_seenFields.push_back(name);
            }
        }
        return true;
    }

    bool end_object() override
    {
        if (m_depth == 2 && !m_inMetadata && m_seenFields.size() != 3) {
            bad("needs dtype, shape and data_offsets");
        }
        --m_depth;
        return true;
    }

    bool string(std::string& text) override
    {
        if (m_depth != 2 || m_inArray) {
            bad("has text where a description belongs");
        }
        if (m_inMetadata) {
            m_header.metadata[m_field] = text;
            return true;
        }
        if (m_field != "dtype") {
            bad("has text where numbers belong");
        }
        setDtype(text);
        return true;
    }

    bool start_array(std::size_t) override
    {
        if (m_depth != 2 || m_inArray || m_inMetadata ||
            (m_field != "shape" && m_field != "data_offsets")) {
            bad("has a list where none belongs");
        }
        m_inArray = true;
        m_numbers.clear();
        return true;
    }

    bool end_array() override
    {
        m_inArray = false;
        if (m_field == "shape") {
            m_entry->shape = m_numbers;
        } else {
            if (m_numbers.size() != 2) {
                bad("needs two data_offsets");
            }
            m_entry->begin = m_numbers[0];
            m_entry->end = m_numbers[1];
        }
        return true;
    }

    bool number_unsigned(std::uint64_t value) override
    {
        if (!m_inArray) {
            bad("has a number where none belongs");
        }
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            bad("has a number that is too large");
        }
        if (m_numbers.size() >= kMaxRank) {
            bad("has too many dimensions");
        }
        m_numbers.push_back(static_cast<std::int64_t>(value));
        return true;
    }

    bool number_integer(std::int64_t) override { bad("has a negative number"); }
    bool number_float(double, const std::string&) override { bad("has a fractional number"); }
    bool null() override { bad("has a null"); }
    bool boolean(bool) override { bad("has a boolean"); }
    bool binary(nlohmann::json::binary_t&) override { bad("has binary data"); }

    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception&) override
    {
        damaged(m_file, "its header is not valid JSON at byte " + std::to_string(position + 8));
    }

    [[nodiscard]] bool sawObject() const { return m_depth == 0 && m_started; }

private:
    void startEntry(const std::string& name)
    {
        m_started = true;
        m_name = name;
        m_inMetadata = name == "__metadata__";
        if (m_inMetadata) {
            return;
        }
        const auto [position, isNew] = m_header.entries.emplace(name, SafetensorsEntry{});
        if (!isNew) {
            bad("occurs twice");
        }
        m_entry = &position->second;
    }

    void setDtype(const std::string& name)
    {
        for (const DtypeRow& row : kDtypes) {
            if (name == row.name) {
                m_entry->dtypeName = name;
                m_entry->dtype = row.dtype;
                m_entry->itemSize = row.itemSize;
                return;
            }
        }
        bad("has the unknown dtype " + printableName(name));
    }

    [[noreturn]] void bad(const std::string& what) const
    {
        damaged(m_file, m_name.empty() ? "its header " + what
                                       : "tensor `" + printableName(m_name) + "` " + what);
    }

    SafetensorsHeader& m_header;
    const std::string& m_file;
    int m_depth = 0;
    bool m_started = false;
    bool m_inArray = false;
    bool m_inMetadata = false;
    std::string m_name;
    std::string m_field;
    std::vector<std::string> m_seenFields;
    std::vector<std::int64_t> m_numbers;
    SafetensorsEntry* m_entry = nullptr;
};

/// Bytes of a tensor; throws when the product of its dimensions does not fit 63 bits.
std::int64_t byteSize(const SafetensorsEntry& entry, const std::string& file,
                      const std::string& name)
{
    std::int64_t bytes = entry.itemSize;
    for (const std::int64_t extent : entry.shape) {
        if (__builtin_mul_overflow(bytes, extent, &bytes)) {
            damaged(file, "tensor `" + printableName(name) + "` " + sizesText(entry.shape) +
                              " is too large for any memory");
        }
    }
    return bytes;
}

void checkOffsets(const SafetensorsHeader& header, std::int64_t dataSize, const std::string& file)
{
    struct Span {
        std::int64_t begin, end;
        const std::string* name;
    };
    std::vector<Span> spans;
    for (const auto& [name, entry] : header.entries) {
        const std::string tensor = "tensor `" + printableName(name) + "` ";
        const std::int64_t bytes = byteSize(entry, file, name);
        if (entry.begin > entry.end || entry.end - entry.begin != bytes) {
            damaged(file, tensor + entry.dtypeName + " " + sizesText(entry.shape) + " needs " +
                              std::to_string(bytes) + " bytes but its data_offsets are [" +
                              std::to_string(entry.begin) + ", " + std::to_string(entry.end) + "]");
        }
        if (entry.end > dataSize) {
            damaged(file, tensor + "ends at byte " + std::to_string(entry.end) +
                              " of the data but the file has only " + std::to_string(dataSize) +
                              " bytes of it (truncated)");
        }
        spans.push_back({entry.begin, entry.end, &name});
    }
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    std::int64_t position = 0;
    for (const Span& span : spans) {
        if (span.begin != position) {
            damaged(file, "tensor `" + printableName(*span.name) + "` " +
                              (span.begin < position ? "overlaps another one"
                                                     : "leaves a gap before it"));
        }
        position = span.end;
    }
    if (position != dataSize) {
        damaged(file, std::to_string(dataSize - position) + " bytes behind the last tensor");
    }
}

/// What a file that is not safetensors at all probably is.
std::string guessKind(std::string_view start)
{
    if (start.substr(0, 4) == "PK\x03\x04") {
        return "this is a zip archive, probably a PyTorch .ckpt or .bin file; convert it to "
               "safetensors";
    }
    if (start.substr(0, 7) == "version" && start.find("git-lfs") != std::string_view::npos) {
        return "this is a Git LFS pointer, not the weights; run `git lfs pull` or download the "
               "file";
    }
    if (start.substr(0, 4) == "GGUF") {
        return "this is a GGUF file, a kind this program does not read";
    }
    const auto isText = [](unsigned char c) {
        return c == '\n' || c == '\r' || c == '\t' || c >= 32;
    };
    const std::string_view head = start.substr(0, 64);
    if (!head.empty() && std::all_of(head.begin(), head.end(), isText)) {
        return "this is a text file, perhaps a saved web page; download the weights again";
    }
    return "not a safetensors file, or damaged; download it again";
}

} // namespace

std::string printableName(std::string_view name)
{
    std::string text;
    for (const char c : name.substr(0, 120)) {
        text += static_cast<unsigned char>(c) < 32 || c == 127 ? '?' : c;
    }
    return name.size() > 120 ? text + "..." : text;
}

std::string safetensorsDtypeName(at::ScalarType dtype)
{
    for (const DtypeRow& row : kDtypes) {
        if (row.dtype == dtype) {
            return row.name;
        }
    }
    throw LoadError(core::ErrorCode::Unsupported,
                    std::string("safetensors has no dtype for ") + at::toString(dtype));
}

SafetensorsHeader parseSafetensorsHeader(std::string_view start, std::int64_t fileSize,
                                         const std::string& file)
{
    if (fileSize < 8 || start.size() < 8) {
        throw LoadError(core::ErrorCode::Unreadable,
                        file + ": " + std::to_string(fileSize) +
                            " bytes are too few for a safetensors file; download it again");
    }
    std::uint64_t length = 0;
    std::memcpy(&length, start.data(), sizeof(length)); // little-endian, as every machine we run on
    const bool plausible = length >= 2 && start.size() > 8 && start[8] == '{';
    if (!plausible || length > static_cast<std::uint64_t>(kMaxHeaderBytes)) {
        throw LoadError(core::ErrorCode::Unreadable,
                        file + ": " +
                            (plausible
                                 ? "its header claims to be " + std::to_string(length) +
                                       " bytes long, more than the format allows; the file is "
                                       "damaged, download it again"
                                 : guessKind(start)));
    }
    if (length > static_cast<std::uint64_t>(fileSize - 8)) {
        damaged(file, "its header should be " + std::to_string(length) +
                          " bytes long but the file ends before (truncated)");
    }
    SafetensorsHeader header;
    header.dataStart = 8 + static_cast<std::int64_t>(length);
    HeaderReader reader(header, file);
    const char* json = start.data() + 8;
    nlohmann::json::sax_parse(json, json + length, &reader);
    checkOffsets(header, fileSize - header.dataStart, file);
    return header;
}

} // namespace diffusion
