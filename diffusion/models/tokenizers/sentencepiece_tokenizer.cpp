#include "diffusion/models/tokenizers/sentencepiece_tokenizer.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include <dlfcn.h>

#include "diffusion/models/load_error.h"
#include "diffusion/models/tokenizers/sentencepiece_abi.h"
#include "diffusion/models/tokenizers/sentencepiece_check.h"

namespace diffusion {
namespace {

using core::ErrorCode;

constexpr std::int64_t kDefaultLength = 77;

/// Opens the module once; it stays mapped for the life of the process.
const StillwaterSpmFunctions& functions(const std::filesystem::path& moduleFolder)
{
    const std::filesystem::path file = moduleFolder / kSentencePieceModule;
    int flags = RTLD_NOW | RTLD_LOCAL;
#if defined(RTLD_DEEPBIND) && !defined(__SANITIZE_ADDRESS__)
    flags |= RTLD_DEEPBIND; // AddressSanitizer refuses it
#endif
    void* module = ::dlopen(file.c_str(), flags);
    if (module == nullptr) {
        const char* reason = ::dlerror();
        throw LoadError(ErrorCode::NotFound, std::string(kSentencePieceModule) +
                                                 ": cannot be opened: " +
                                                 (reason != nullptr ? reason : "unknown reason"));
    }
    const auto entry = reinterpret_cast<StillwaterSpmEntry>(::dlsym(module, kSentencePieceEntry));
    const StillwaterSpmFunctions* table = entry != nullptr ? entry() : nullptr;
    if (table == nullptr || table->version != kSentencePieceAbiVersion) {
        throw LoadError(ErrorCode::Unsupported,
                        std::string(kSentencePieceModule) +
                            ": belongs to another version of the program; install it again");
    }
    return *table;
}

/// Throws LoadError where the library could not be trusted with the file.
void refuseFaulty(const std::filesystem::path& file, const std::string& name)
{
    std::error_code unknown;
    const auto bytes = std::filesystem::file_size(file, unknown);
    std::string fault;
    if (unknown || bytes > kLargestSentencePieceModel) {
        fault = unknown ? "it cannot be read" : "it is larger than any vocabulary";
    } else {
        std::ifstream in(file, std::ios::binary);
        const std::string model{std::istreambuf_iterator<char>(in), {}};
        fault = faultOfSentencePieceModel(model);
    }
    if (!fault.empty()) {
        throw LoadError(ErrorCode::Unreadable,
                        name + ": not a SentencePiece model; download it again (" + fault + ")");
    }
}

class SentencePieceTokenizer final : public Tokenizer {
public:
    SentencePieceTokenizer(const std::filesystem::path& file, const SpecialTokens& specials,
                           const StillwaterSpmFunctions& functions)
        : m_functions(functions), m_model(nullptr, functions.close),
          m_maxLength(specials.maxLength.value_or(kDefaultLength))
    {
        const std::string name = (file.parent_path().filename() / file.filename()).string();
        if (!std::filesystem::exists(file)) {
            throw LoadError(ErrorCode::NotFound, name + ": no such file");
        }
        refuseFaulty(file, name);
        std::array<char, 400> error{};
        m_model.reset(functions.open(file.c_str(), error.data(), error.size()));
        if (!m_model) {
            std::replace_if( // it may repeat what stands in the file
                error.begin(), error.end(),
                [](char c) { return c != '\0' && static_cast<unsigned char>(c) < ' '; }, ' ');
            throw LoadError(ErrorCode::Unreadable,
                            name + ": not a SentencePiece model; download it again (" +
                                std::string(error.data()) + ")");
        }
        m_bos = specials.bos ? idOf(*specials.bos) : std::nullopt;
        m_eos = idOf(specials.eos.value_or("</s>"));
        m_pad = idOf(specials.pad.value_or("<pad>")).value_or(m_eos.value_or(0));
    }

    std::vector<std::int64_t> tokenize(std::string_view text) const override
    {
        std::vector<std::int32_t> ids(text.size() + 16);
        const std::int64_t count =
            m_functions.encode(m_model.get(), text.data(), text.size(), ids.data(), ids.size());
        if (count > static_cast<std::int64_t>(ids.size())) {
            ids.resize(static_cast<std::size_t>(count));
            (void)m_functions.encode(m_model.get(), text.data(), text.size(), ids.data(),
                                     ids.size());
        }
        return {ids.begin(), ids.begin() + std::max<std::int64_t>(count, 0)};
    }

    std::optional<std::int64_t> bosId() const override { return m_bos; }
    std::optional<std::int64_t> eosId() const override { return m_eos; }
    std::int64_t padId() const override { return m_pad; }
    std::int64_t maxLength() const override { return m_maxLength; }

private:
    [[nodiscard]] std::optional<std::int64_t> idOf(const std::string& piece) const
    {
        const std::int32_t id = m_functions.pieceId(m_model.get(), piece.c_str());
        return id < 0 ? std::nullopt : std::optional<std::int64_t>(id);
    }

    const StillwaterSpmFunctions& m_functions;
    std::unique_ptr<void, void (*)(void*)> m_model;
    std::optional<std::int64_t> m_bos, m_eos;
    std::int64_t m_pad = 0;
    std::int64_t m_maxLength;
};

} // namespace

std::shared_ptr<const Tokenizer> openSentencePiece(const std::filesystem::path& model,
                                                   const SpecialTokens& specials,
                                                   const std::filesystem::path& moduleFolder)
{
    return std::make_shared<SentencePieceTokenizer>(model, specials, functions(moduleFolder));
}

} // namespace diffusion
