/// The `parameters` text of PNG files.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "core/io/recipe.h"

namespace core {

namespace {

/// Our samplers and what the web UI calls them; the first name is the one written.
struct SamplerName {
    std::string_view id;
    std::string_view name;
};

constexpr SamplerName kSamplers[] = {
    {"ddim", "DDIM"},
    {"euler", "Euler"},
    {"euler-a", "Euler a"},
    {"dpmpp-2m", "DPM++ 2M"},
    {"dpmpp-2m-karras", "DPM++ 2M Karras"},
    {"dpmpp-2m-sde", "DPM++ 2M SDE"},
    {"dpmpp-2m-sde-karras", "DPM++ 2M SDE Karras"},
    {"dpmpp-2s", "DPM++ 2S"},
    {"unipc", "UniPC"},
    {"deis", "DEIS"},
    {"heun", "Heun"},
    {"lms", "LMS"},
    {"kdpm2", "DPM2"},
    {"kdpm2-a", "DPM2 a"},
    {"ddpm", "DDPM"},
    {"pndm", "PLMS"},
    {"lcm", "LCM"},
    {"tcd", "TCD"},
};

constexpr std::string_view kNegative = "Negative prompt:";

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\r')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\r')) {
        text.remove_suffix(1);
    }
    return text;
}

/// Shortest form that reads back the same: 7, 7.5.
std::string numberText(float value)
{
    char buffer[32];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
    return error == std::errc() ? std::string(buffer, end) : std::string();
}

/// Values with a comma or quotes stand in quotes, with backslashes before quotes.
std::string quoted(const std::string& value)
{
    if (value.find_first_of(",\":\n") == std::string::npos) {
        return value;
    }
    std::string out = "\"";
    for (const char c : value) {
        out += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c == '\n' ? ' ' : c);
    }
    return out + '"';
}

class Fields {
public:
    void add(const char* key, const std::string& value)
    {
        if (!value.empty()) {
            m_text += (m_text.empty() ? "" : ", ") + std::string(key) + ": " + quoted(value);
        }
    }
    [[nodiscard]] const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

template <class T> std::optional<T> readNumber(std::string_view text)
{
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional<T>(value)
                                                                    : std::nullopt;
}

/// One value from the front of `rest`, which is left behind the comma after it.
std::string takeValue(std::string_view& rest)
{
    rest = trimmed(rest);
    std::string out;
    if (rest.starts_with('"')) {
        rest.remove_prefix(1);
        while (!rest.empty() && rest.front() != '"') {
            if (rest.front() == '\\' && rest.size() > 1) {
                rest.remove_prefix(1);
            }
            out += rest.front();
            rest.remove_prefix(1);
        }
    } else {
        out = std::string(trimmed(rest.substr(0, rest.find(','))));
    }
    const std::size_t comma = rest.find(',');
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    return out;
}

void setField(Recipe& recipe, std::string_view key, const std::string& value)
{
    if (key == "Steps") {
        recipe.steps = readNumber<int>(value);
    } else if (key == "Sampler") {
        recipe.sampler = value;
    } else if (key == "Schedule type" && (value == "Karras" || value == "Exponential")) {
        recipe.sampler += " " + value; // newer web UIs name the noise levels on their own
    } else if (key == "CFG scale") {
        recipe.guidance = readNumber<float>(value);
    } else if (key == "Seed") {
        recipe.seed = readNumber<std::uint64_t>(value);
    } else if (key == "Denoising strength") {
        recipe.strength = readNumber<float>(value);
    } else if (key == "Clip skip") {
        recipe.clipSkip = readNumber<int>(value);
    } else if (key == "Step cache") {
        recipe.stepCache = readNumber<int>(value);
    } else if (key == "Towards") {
        recipe.towards = value;
    } else if (key == "Share") {
        recipe.share = std::clamp(readNumber<float>(value).value_or(0.0F), 0.0F, 1.0F);
    } else if (key == "Model") {
        recipe.modelTitle = value;
    } else if (key == "Model hash") {
        recipe.modelHash = value;
    } else if (key == "Size") {
        const std::size_t times = value.find('x');
        const auto width = readNumber<int>(std::string_view(value).substr(0, times));
        const auto height = times == std::string::npos
                                ? std::nullopt
                                : readNumber<int>(std::string_view(value).substr(times + 1));
        if (width && height) {
            recipe.size = {*width, *height};
        }
    }
}

void readFields(std::string_view line, Recipe& recipe)
{
    while (!line.empty()) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) {
            break;
        }
        const std::string_view key = trimmed(line.substr(0, colon));
        line.remove_prefix(colon + 1);
        setField(recipe, key, takeValue(line));
    }
    const auto* const known =
        std::find_if(std::begin(kSamplers), std::end(kSamplers),
                     [&](const SamplerName& s) { return s.name == recipe.sampler; });
    if (known != std::end(kSamplers)) {
        recipe.sampler = known->id;
    }
}

/// Where the line of fields begins: the last line that starts with "Steps: ".
std::size_t fieldsBegin(std::string_view text)
{
    constexpr std::string_view kSteps = "Steps: ";
    for (std::size_t at = text.rfind(kSteps); at != std::string_view::npos && text.size() > 0;
         at = at == 0 ? std::string_view::npos : text.rfind(kSteps, at - 1)) {
        if (at == 0 || text[at - 1] == '\n') {
            return at;
        }
    }
    return std::string_view::npos;
}

} // namespace

std::string recipeToParameters(const Recipe& recipe)
{
    std::string out = recipe.prompt;
    if (!recipe.negativePrompt.empty()) {
        out += (out.empty() ? "" : "\n") + std::string(kNegative) + " " + recipe.negativePrompt;
    }
    const auto* const known =
        std::find_if(std::begin(kSamplers), std::end(kSamplers),
                     [&](const SamplerName& s) { return s.id == recipe.sampler; });
    Fields fields;
    fields.add("Steps", std::to_string(recipe.steps.value_or(0)));
    fields.add("Sampler", known != std::end(kSamplers) ? std::string(known->name) : recipe.sampler);
    fields.add("CFG scale", recipe.guidance ? numberText(*recipe.guidance) : std::string());
    fields.add("Seed", recipe.seed ? std::to_string(*recipe.seed) : std::string());
    fields.add("Size", recipe.size.isEmpty() ? std::string()
                                             : std::to_string(recipe.size.width) + "x" +
                                                   std::to_string(recipe.size.height));
    fields.add("Model hash", recipe.modelHash);
    fields.add("Model", recipe.modelTitle);
    fields.add("Denoising strength",
               recipe.strength ? numberText(*recipe.strength) : std::string());
    fields.add("Clip skip", recipe.clipSkip ? std::to_string(*recipe.clipSkip) : std::string());
    fields.add("Step cache", recipe.stepCache ? std::to_string(*recipe.stepCache) : std::string());
    if (recipe.share > 0.0F) {
        fields.add("Towards", recipe.towards);
        fields.add("Share", numberText(recipe.share));
    }
    fields.add("Version", recipe.program.empty() ? std::string() : "Stillwater " + recipe.program);
    return out + (out.empty() ? "" : "\n") + fields.text();
}

std::optional<Recipe> recipeFromParameters(std::string_view text)
{
    const std::size_t fields = fieldsBegin(text);
    if (fields == std::string_view::npos) {
        return std::nullopt;
    }
    Recipe out;
    const std::string_view words = text.substr(0, fields);
    std::size_t negative =
        words.starts_with(kNegative) ? 0 : words.find("\n" + std::string(kNegative));
    if (negative == std::string_view::npos) {
        out.prompt = trimmed(words);
    } else {
        out.prompt = trimmed(words.substr(0, negative));
        negative += words[negative] == '\n' ? 1 : 0;
        out.negativePrompt = trimmed(words.substr(negative + kNegative.size()));
    }
    std::string_view line = text.substr(fields);
    readFields(line.substr(0, line.find('\n')), out);
    if (!out.steps) {
        return std::nullopt;
    }
    out.action = out.strength ? "edit" : "create";
    return out;
}

} // namespace core
