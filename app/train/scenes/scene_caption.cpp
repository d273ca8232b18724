#include <array>
#include <utility>

#include "app/train/scenes/random.h"
#include "app/train/scenes/scene_spec.h"
#include "app/train/scenes/vocabulary.h"

namespace train::scenes {

namespace {

/// The main word in seven of ten captions: with 0.55 for itself and its share of the rest.
template <class Range> std::string pickWord(const Range& range, SceneRandom& random)
{
    constexpr float kMainWord = 0.55F;
    const int n = static_cast<int>(range.size());
    return std::string(
        range[random.chance(kMainWord) ? 0 : static_cast<std::size_t>(random.index(n))]);
}

std::string colourWord(const SceneObject& object, SceneRandom& random)
{
    if (object.stamp == nullptr) {
        return std::string(word(object.colour));
    }
    return random.chance(0.4F) ? object.stamp->colour : std::string();
}

std::string noun(const SceneObject& object)
{
    if (object.stamp != nullptr) {
        return object.count == 1 ? object.stamp->name : object.stamp->plural;
    }
    return std::string(object.count == 1 ? singular(object.kind) : plural(object.kind));
}

std::string withArticle(const std::string& words)
{
    const bool vowel = std::string("aeiouAEIO").find(words.front()) != std::string::npos;
    return (vowel ? "an " : "a ") + words;
}

std::string objectPhrase(const SceneObject& object, bool placed, SceneRandom& random)
{
    static constexpr std::array kNumbers{"", "a", "two", "three", "four", "five"};
    const std::string colour = colourWord(object, random);
    std::string phrase = colour.empty() ? noun(object) : colour + " " + noun(object);
    if (object.count == 1) {
        phrase = withArticle(phrase);
    } else {
        const bool some = random.chance(0.15F);
        phrase = (some ? "some" : kNumbers[static_cast<std::size_t>(object.count)]) +
                 std::string(" ") + phrase;
    }
    if (placed && object.count == 1) {
        phrase += object.place < 0.4F   ? " on the left"
                  : object.place > 0.6F ? " on the right"
                                        : " in the middle";
    }
    return phrase;
}

std::string allObjects(const SceneSpec& spec, float placed, SceneRandom& random)
{
    std::string text;
    for (const SceneObject& object : spec.objects) {
        text += (text.empty() ? "" : " and ") + objectPhrase(object, random.chance(placed), random);
    }
    return text;
}

/// What people call flowers of that colour.
std::string flowersOf(Colour colour, SceneRandom& random)
{
    switch (colour) {
    case Colour::Red:
        return random.pick({"tulips", "tulips", "poppies", "roses"});
    case Colour::Yellow:
        return random.pick({"tulips", "tulips", "sunflowers", "daffodils"});
    case Colour::Purple:
        return random.pick({"tulips", "lavender"});
    case Colour::Pink:
        return random.pick({"tulips", "roses"});
    case Colour::White:
        return random.pick({"tulips", "daisies"});
    default:
        return "tulips";
    }
}

std::string flowersPhrase(const SceneSpec& spec, SceneRandom& random)
{
    const bool named = random.chance(0.4F);
    std::string phrase = random.chance(named ? 0.7F : 0.5F) ? "a field of " : "";
    if (!named || random.chance(0.5F)) {
        phrase += word(spec.flowers);
        phrase += " ";
    }
    return phrase += named ? flowersOf(spec.flowers, random) : "flowers";
}

std::string groundPhrase(const SceneSpec& spec, SceneRandom& random)
{
    if (spec.ground == Ground::Flowers && random.chance(0.8F)) {
        return flowersPhrase(spec, random);
    }
    std::string phrase = pickWord(words(spec.ground), random);
    if (isWater(spec.ground) && random.chance(0.3F) && phrase.starts_with("a ") &&
        phrase != "a still lake") {
        phrase.insert(1, spec.waves ? " rough" : " calm");
    } else if (spec.ground == Ground::Lake && phrase == "a still lake" && spec.waves) {
        phrase = "a lake";
    }
    return phrase;
}

/// Between the first thing and the ground.
std::string joint(const SceneSpec& spec)
{
    const SceneObject& first = spec.objects.front();
    switch (standOf(first, spec.ground)) {
    case Stand::Sky:
        return " over ";
    case Stand::FarShore:
        return " by ";
    case Stand::Water:
        return first.stamp == nullptr && first.kind == ObjectKind::Bridge ? " over " : " on ";
    case Stand::Ground:
        break;
    }
    return spec.ground == Ground::Beach || spec.ground == Ground::Street ? " on " : " in ";
}

std::string behind(const SceneSpec& spec, SceneRandom& random)
{
    return std::string(", ").append(pickWord(words(spec.distance), random)) +
           (random.chance(0.7F) ? " behind" : " in the background");
}

/// One or two things: "a castle at night", "a dog in a meadow", "a lake, mountains behind".
std::string shortCaption(const SceneSpec& spec, SceneRandom& random)
{
    const std::string time = std::string(" ").append(pickWord(words(spec.time), random));
    const std::string ground = groundPhrase(spec, random);
    if (!spec.objects.empty()) {
        const std::string things = allObjects(spec, 0.1F, random);
        const float pick = random.uniform();
        return pick < 0.35F   ? things + time
               : pick < 0.75F ? things + joint(spec) + ground
               : pick < 0.85F ? things
                              : things + joint(spec) + ground + time;
    }
    const float pick = random.uniform();
    if (pick < 0.2F && spec.weather != Weather::Clear) {
        return ground + ", " + pickWord(words(spec.weather), random);
    }
    if (pick < 0.45F && spec.distance != Distance::None) {
        return ground + behind(spec, random);
    }
    return pick < 0.85F ? ground + time : ground;
}

std::string fullCaption(const SceneSpec& spec, SceneRandom& random)
{
    std::string text = allObjects(spec, 0.3F, random);
    const std::string ground = groundPhrase(spec, random);
    text += spec.objects.empty() ? ground : joint(spec) + ground;
    if (random.chance(0.85F)) {
        text.append(" ").append(pickWord(words(spec.time), random));
    }
    if (spec.distance != Distance::None && random.chance(0.85F)) {
        text += behind(spec, random);
    }
    if (spec.weather != Weather::Clear ? random.chance(0.8F)
                                       : spec.time == TimeOfDay::Day && random.chance(0.4F)) {
        text.append(", ").append(pickWord(words(spec.weather), random));
    }
    if (spec.celestial && random.chance(0.6F)) {
        text += spec.time == TimeOfDay::Night ? ", the moon" : ", the sun";
    }
    return text;
}

} // namespace

std::string objectCaption(const SceneSpec& spec, std::uint32_t wording)
{
    SceneRandom random(wording);
    return allObjects(spec, 0.2F, random);
}

std::string caption(const SceneSpec& spec, std::uint32_t wording)
{
    SceneRandom random(wording);
    return random.chance(0.5F) ? shortCaption(spec, random) : fullCaption(spec, random);
}

} // namespace train::scenes
