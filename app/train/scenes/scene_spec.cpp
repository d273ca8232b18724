#include "app/train/scenes/scene_spec.h"

#include <array>
#include <utility>

#include "app/train/scenes/random.h"
#include "app/train/scenes/vocabulary.h"

namespace train::scenes {

namespace {

Colour paintColour(SceneRandom& random)
{
    return random.pick({Colour::Red, Colour::Orange, Colour::Yellow, Colour::Green, Colour::Blue,
                        Colour::Purple, Colour::White, Colour::Brown, Colour::Black});
}

Colour colourFor(ObjectKind kind, SceneRandom& random)
{
    switch (kind) {
    case ObjectKind::Boat:
    case ObjectKind::House:
        return paintColour(random);
    case ObjectKind::Sailboat:
        return random.pick(
            {Colour::White, Colour::Red, Colour::Yellow, Colour::Blue, Colour::Orange});
    case ObjectKind::Lighthouse:
        return random.pick({Colour::White, Colour::Red});
    case ObjectKind::Tree:
        return random.pick({Colour::Natural, Colour::Green, Colour::Orange, Colour::Red,
                            Colour::Yellow, Colour::Pink});
    default:
        return Colour::Natural;
    }
}

ObjectKind kindFor(const SceneSpec& spec, SceneRandom& random)
{
    using enum ObjectKind;
    switch (spec.ground) {
    case Ground::Sea:
        return random.pick({Boat, Sailboat, Sailboat, Lighthouse});
    case Ground::Lake:
        return random.pick({Boat, Boat, Sailboat, House, Castle, Pine, Tree});
    case Ground::River:
        return random.pick({Boat, Bridge, Bridge, House, Tree, Castle});
    case Ground::Beach:
        return random.pick({Boat, Sailboat, House, Lighthouse, Tree});
    case Ground::Desert:
        return random.pick({Castle, Tree, House});
    case Ground::Snow:
        return random.pick({House, Pine, Pine, Castle, Tree});
    case Ground::Street:
        return random.pick({House, House, Tree, Castle, Windmill});
    default:
        return random.pick({House, House, Tree, Tree, Pine, Castle, Windmill});
    }
}

SceneObject objectFor(const SceneSpec& spec, SceneRandom& random)
{
    SceneObject object;
    object.kind = kindFor(spec, random);
    object.colour = colourFor(object.kind, random);
    const bool single = object.kind == ObjectKind::Bridge || object.kind == ObjectKind::Castle ||
                        object.kind == ObjectKind::Lighthouse;
    object.count = single || random.chance(0.55F) ? 1 : 2 + random.index(3);
    object.place = random.pick({0.22F, 0.5F, 0.5F, 0.78F}) + random.uniform(-0.05F, 0.05F);
    object.size = random.uniform(0.18F, object.count == 1 ? 0.5F : 0.32F);
    return object;
}

void chooseSurroundings(SceneSpec& spec, SceneRandom& random)
{
    using enum Ground;
    spec.ground = random.pick(
        {Meadow, Flowers, Flowers, Field, Desert, Beach, Sea, Lake, Lake, River, Snow, Street});
    spec.time = random.pick({TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Day, TimeOfDay::Day,
                             TimeOfDay::Sunset, TimeOfDay::Sunset, TimeOfDay::Night});
    spec.weather = random.pick({Weather::Clear, Weather::Clear, Weather::Cloudy, Weather::Cloudy,
                                Weather::Overcast, Weather::Fog, Weather::Rain});
    if (spec.ground == Snow && random.chance(0.3F)) {
        spec.weather = Weather::Snowfall;
    }
    const bool open = spec.ground == Sea || spec.ground == Desert || spec.ground == Beach;
    spec.distance = random.chance(open ? 0.6F : 0.25F)
                        ? Distance::None
                        : random.pick({Distance::Mountains, Distance::SnowyMountains,
                                       Distance::Hills, Distance::Forest});
    if (spec.ground == Snow && spec.distance == Distance::Mountains) {
        spec.distance = Distance::SnowyMountains;
    }
    if (spec.ground == Flowers) {
        spec.flowers = random.pick({Colour::Red, Colour::Yellow, Colour::Purple, Colour::Pink,
                                    Colour::White, Colour::Orange, Colour::Blue});
    }
}

template <class Range> std::string pickWord(const Range& range, SceneRandom& random)
{
    // The main word as often as all its synonyms together.
    const int n = static_cast<int>(range.size());
    return std::string(range[random.chance(0.5F) ? 0 : static_cast<std::size_t>(random.index(n))]);
}

std::string objectPhrase(const SceneObject& object, SceneRandom& random)
{
    static constexpr std::array kNumbers{"", "a", "two", "three", "four", "five"};
    std::string phrase = object.count > 1 && random.chance(0.3F)
                             ? "some"
                             : kNumbers[static_cast<std::size_t>(object.count)];
    const auto colour = word(object.colour);
    if (!colour.empty()) {
        if (phrase == "a" && colour == "orange") {
            phrase = "an";
        }
        phrase += " " + std::string(colour);
    }
    phrase += " " + std::string(object.count == 1 ? singular(object.kind) : plural(object.kind));
    if (object.count == 1 && random.chance(0.4F)) {
        phrase += object.place < 0.4F   ? " on the left"
                  : object.place > 0.6F ? " on the right"
                                        : " in the middle";
    }
    return phrase;
}

std::string groundPhrase(const SceneSpec& spec, SceneRandom& random)
{
    if (spec.ground == Ground::Flowers && random.chance(0.8F)) {
        const std::string colour(word(spec.flowers));
        return random.chance(0.5F) ? "a field of " + colour + " flowers" : colour + " flowers";
    }
    std::string phrase = pickWord(words(spec.ground), random);
    if (isWater(spec.ground) && random.chance(0.5F) && phrase.starts_with("a ") &&
        phrase != "a still lake") {
        phrase = (spec.waves ? "a rough " : "a calm ") + phrase.substr(2);
    } else if (spec.ground == Ground::Lake && phrase == "a still lake" && spec.waves) {
        phrase = "a lake";
    }
    return phrase;
}

} // namespace

SceneSpec randomScene(std::uint32_t seed)
{
    SceneRandom random(seed);
    SceneSpec spec;
    spec.seed = static_cast<std::uint32_t>(random.next());
    chooseSurroundings(spec, random);
    const bool covered = spec.weather == Weather::Overcast || spec.weather == Weather::Rain ||
                         spec.weather == Weather::Fog || spec.weather == Weather::Snowfall;
    spec.celestial = !covered && random.chance(spec.time == TimeOfDay::Day ? 0.35F : 0.7F);
    spec.waves = spec.ground == Ground::Sea ? random.chance(0.6F) : random.chance(0.25F);
    spec.horizon = random.uniform(0.36F, 0.62F);
    spec.sunPlace = random.uniform(0.15F, 0.85F);
    const int kinds = random.chance(0.3F) ? 0 : random.chance(0.75F) ? 1 : 2;
    for (int i = 0; i < kinds; ++i) {
        SceneObject object = objectFor(spec, random);
        if (i == 0 || object.kind != spec.objects.front().kind) {
            spec.objects.push_back(object);
        }
    }
    return spec;
}

std::string objectCaption(const SceneSpec& spec, std::uint32_t wording)
{
    SceneRandom random(wording);
    std::string text;
    for (const SceneObject& object : spec.objects) {
        text += (text.empty() ? "" : " and ") + objectPhrase(object, random);
    }
    return text;
}

std::string caption(const SceneSpec& spec, std::uint32_t wording)
{
    SceneRandom random(wording);
    std::string text;
    const auto add = [&text](const std::string& joint, const std::string& part) {
        text += text.empty() ? part : joint + part;
    };
    for (const SceneObject& object : spec.objects) {
        add(" and ", objectPhrase(object, random));
    }
    const std::string ground = groundPhrase(spec, random);
    add(isWater(spec.ground) || spec.ground == Ground::Beach ? " on " : " in ", ground);
    if (random.chance(0.85F)) {
        add(" ", pickWord(words(spec.time), random));
    }
    if (spec.distance != Distance::None && random.chance(0.85F)) {
        const std::string far = pickWord(words(spec.distance), random);
        text += random.chance(0.5F) ? ", " + far + " behind" : ", " + far + " in the background";
    }
    if (spec.weather != Weather::Clear ? random.chance(0.8F)
                                       : spec.time == TimeOfDay::Day && random.chance(0.4F)) {
        text += ", " + pickWord(words(spec.weather), random);
    }
    if (spec.celestial && random.chance(0.6F)) {
        text += spec.time == TimeOfDay::Night ? ", the moon" : ", the sun";
    }
    return text;
}

} // namespace train::scenes
