#include "core/io/recipe.h"

#include <algorithm>
#include <cctype>

#include <nlohmann/json.hpp>

namespace core {

namespace {

using nlohmann::json;

std::string lower(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

template <class T> void putIfSet(json& object, const char* key, const std::optional<T>& value)
{
    if (value) {
        object[key] = *value;
    }
}

void putIfSet(json& object, const char* key, const std::string& text)
{
    if (!text.empty()) {
        object[key] = text;
    }
}

std::string textOf(const json& object, std::initializer_list<const char*> keys)
{
    for (const char* key : keys) {
        const auto found = object.find(key);
        if (found != object.end() && found->is_string()) {
            return found->get<std::string>();
        }
    }
    return {};
}

template <class T> std::optional<T> numberOf(const json& object, const char* key)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number()) {
        return std::nullopt;
    }
    return found->get<T>();
}

std::optional<std::uint64_t> seedOf(const json& object)
{
    const auto found = object.find("seed");
    if (found != object.end() && found->is_string()) { // as earlier versions wrote it
        const auto& text = found->get_ref<const std::string&>();
        const bool digits = !text.empty() && text.size() < 21 &&
                            std::all_of(text.begin(), text.end(),
                                        [](unsigned char c) { return std::isdigit(c) != 0; });
        return digits ? std::optional<std::uint64_t>(std::strtoull(text.c_str(), nullptr, 10))
                      : std::nullopt;
    }
    return numberOf<std::uint64_t>(object, "seed");
}

void readVariations(const json& object, Recipe& to)
{
    const auto variations = object.find("variations");
    if (variations == object.end() || !variations->is_array()) {
        return;
    }
    for (const json& one : *variations) {
        const auto seed = one.is_object() ? seedOf(one) : std::nullopt;
        const float amount = one.is_object() ? numberOf<float>(one, "amount").value_or(-1.0F) : -1.0F;
        if (seed && amount >= 0.0F && amount <= 1.0F) {
            to.variations.emplace_back(*seed, amount);
        }
    }
}

void readAdapters(const json& object, Recipe& to)
{
    const auto loras = object.find("loras");
    if (loras != object.end() && loras->is_array()) {
        for (const json& lora : *loras) {
            if (lora.is_object()) {
                to.loras.emplace_back(textOf(lora, {"file"}),
                                      numberOf<float>(lora, "weight").value_or(1.0F));
            }
        }
    }
    const auto embeddings = object.find("embeddings");
    if (embeddings != object.end() && embeddings->is_array()) {
        for (const json& one : *embeddings) {
            if (one.is_string()) {
                to.embeddings.push_back(one.get<std::string>());
            }
        }
    }
}

} // namespace

std::string recipeToJson(const Recipe& recipe)
{
    json out = json::object();
    putIfSet(out, "action", recipe.action);
    out["prompt"] = recipe.prompt;
    putIfSet(out, "negativePrompt", recipe.negativePrompt);
    putIfSet(out, "sampler", recipe.sampler);
    putIfSet(out, "steps", recipe.steps);
    putIfSet(out, "guidance", recipe.guidance);
    putIfSet(out, "strength", recipe.strength);
    putIfSet(out, "seed", recipe.seed);
    putIfSet(out, "moreSteps", recipe.moreSteps);
    putIfSet(out, "stepCache", recipe.stepCache);
    putIfSet(out, "clipSkip", recipe.clipSkip);
    if (recipe.share > 0.0F) {
        out["towards"] = recipe.towards;
        out["share"] = recipe.share;
    }
    for (const auto& [seed, amount] : recipe.variations) {
        out["variations"].push_back({{"seed", seed}, {"amount", amount}});
    }
    if (!recipe.size.isEmpty()) {
        out["width"] = recipe.size.width;
        out["height"] = recipe.size.height;
    }
    putIfSet(out, "model", recipe.model);
    putIfSet(out, "modelTitle", recipe.modelTitle);
    putIfSet(out, "modelHash", recipe.modelHash);
    putIfSet(out, "program", recipe.program);
    for (const auto& [file, weight] : recipe.loras) {
        out["loras"].push_back({{"file", file}, {"weight", weight}});
    }
    if (!recipe.embeddings.empty()) {
        out["embeddings"] = recipe.embeddings;
    }
    return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<Recipe> recipeFromJson(std::string_view text)
{
    const json object = json::parse(text, nullptr, false);
    if (!object.is_object() || !object.contains("action")) {
        return std::nullopt;
    }
    Recipe out;
    out.action = lower(textOf(object, {"action"}));
    if (out.action == "generate") { // what the command line called it once
        out.action = "create";
    }
    out.prompt = textOf(object, {"prompt"});
    out.negativePrompt = textOf(object, {"negativePrompt", "negative_prompt"});
    out.sampler = textOf(object, {"sampler"});
    out.steps = numberOf<int>(object, "steps");
    out.guidance = numberOf<float>(object, "guidance");
    out.strength = numberOf<float>(object, "strength");
    out.seed = seedOf(object);
    out.size = {numberOf<int>(object, "width").value_or(0),
                numberOf<int>(object, "height").value_or(0)};
    out.model = textOf(object, {"model"});
    out.modelTitle = textOf(object, {"modelTitle"});
    out.modelHash = textOf(object, {"modelHash"});
    out.program = textOf(object, {"program"});
    out.moreSteps = numberOf<int>(object, "moreSteps");
    out.stepCache = numberOf<int>(object, "stepCache");
    out.clipSkip = numberOf<int>(object, "clipSkip");
    out.share = std::clamp(numberOf<float>(object, "share").value_or(0.0F), 0.0F, 1.0F);
    out.towards = out.share > 0.0F ? textOf(object, {"towards"}) : std::string();
    readVariations(object, out);
    readAdapters(object, out);
    return out;
}

std::vector<Recipe> visibleRecipes(const DocumentSnapshot& snapshot)
{
    std::vector<Recipe> out;
    for (int i = static_cast<int>(snapshot.layers.size()) - 1; i >= 0; --i) {
        const Layer& layer = *snapshot.layers[static_cast<std::size_t>(i)];
        if (layer.recipe.empty() || !isShown(snapshot.layers, i)) {
            continue;
        }
        if (auto recipe = recipeFromJson(layer.recipe)) {
            out.push_back(std::move(*recipe));
        }
    }
    return out;
}

} // namespace core
