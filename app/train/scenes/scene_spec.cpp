#include "app/train/scenes/scene_spec.h"

#include <algorithm>

#include "app/train/scenes/random.h"
#include "app/train/scenes/sprites.h"

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

ObjectKind kindFor(Ground ground, SceneRandom& random)
{
    using enum ObjectKind;
    switch (ground) {
    case Ground::Sea:
        return random.pick({Boat, Sailboat, Sailboat, Lighthouse});
    case Ground::Lake:
        return random.pick({Boat, Boat, Sailboat, House, Castle, Pine, Tree});
    case Ground::River:
        return random.pick({Boat, Bridge, Bridge, House, Tree, Castle});
    case Ground::Beach:
        return random.pick({Boat, Boat, House, Lighthouse});
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

Habitat habitatOf(Ground ground)
{
    switch (ground) {
    case Ground::Sea:
        return Habitat::Sea;
    case Ground::Lake:
    case Ground::River:
        return Habitat::Water;
    case Ground::Desert:
    case Ground::Beach:
        return Habitat::Sand;
    case Ground::Snow:
        return Habitat::Snow;
    case Ground::Street:
        return Habitat::Road;
    default:
        return Habitat::Land;
    }
}

/// How well a stamp suits a place; 0 = not at all.
float suits(const Stamp& stamp, Habitat habitat)
{
    constexpr float kFirstChoice = 3.0F;
    constexpr float kInTheSky = 0.6F;
    if (stamp.flies()) {
        return stamp.weight * kInTheSky;
    }
    const auto found =
        std::find_if(stamp.where.begin(), stamp.where.end(), [habitat](Habitat place) {
            return place == habitat || (place == Habitat::Water && habitat == Habitat::Sea);
        });
    if (found == stamp.where.end()) {
        return 0.0F;
    }
    return stamp.weight * (found == stamp.where.begin() ? kFirstChoice : 1.0F);
}

const Stamp* stampFor(Ground ground, const StampBook& stamps, SceneRandom& random)
{
    const Habitat habitat = habitatOf(ground);
    float total = 0.0F;
    for (const Stamp& stamp : stamps) {
        total += suits(stamp, habitat);
    }
    float pick = random.uniform() * total;
    for (const Stamp& stamp : stamps) {
        const float share = suits(stamp, habitat);
        if (share > 0.0F && (pick -= share) < 0.0F) {
            return &stamp;
        }
    }
    return nullptr;
}

/// Height of a thing that is to be seen well: what matters is its longer side.
float heightFor(const SceneObject& object, SceneRandom& random)
{
    const float wide = object.stamp != nullptr ? object.stamp->aspect() : aspect(object.kind);
    const float scale = object.stamp != nullptr ? object.stamp->scale : 1.0F;
    const float longSide =
        (object.count == 1 ? random.uniform(0.40F, 0.64F) : random.uniform(0.28F, 0.40F)) * scale;
    return longSide * std::min(1.0F, 1.0F / wide);
}

SceneObject objectFor(Ground ground, const StampBook& stamps, SceneRandom& random)
{
    constexpr float kStamps = 0.55F;
    SceneObject object;
    if (random.chance(kStamps)) {
        object.stamp = stampFor(ground, stamps, random);
    }
    bool single = false;
    if (object.stamp == nullptr) {
        object.kind = kindFor(ground, random);
        object.colour = colourFor(object.kind, random);
        single = object.kind == ObjectKind::Bridge || object.kind == ObjectKind::Castle ||
                 object.kind == ObjectKind::Lighthouse;
    }
    object.count = single || random.chance(0.7F) ? 1 : 2 + random.index(2);
    object.place = random.pick({0.25F, 0.5F, 0.5F, 0.75F}) + random.uniform(-0.06F, 0.06F);
    object.size = heightFor(object, random);
    return object;
}

bool sameThing(const SceneObject& a, const SceneObject& b)
{
    return a.stamp == nullptr && b.stamp == nullptr
               ? a.kind == b.kind
               : a.stamp != nullptr && b.stamp != nullptr && a.stamp->name == b.stamp->name;
}

void chooseObjects(SceneSpec& spec, const StampBook& stamps, SceneRandom& random)
{
    const int kinds = random.chance(0.25F) ? 0 : random.chance(0.85F) ? 1 : 2;
    for (int i = 0; i < kinds; ++i) {
        SceneObject object = objectFor(spec.ground, stamps, random);
        if (i == 1 && sameThing(object, spec.objects.front())) {
            continue;
        }
        if (kinds == 2) { // side by side, each alone
            object.count = 1;
            object.size = std::min(object.size, 0.42F);
            object.place = i == 0 ? 0.28F : 0.74F;
        }
        if (standOf(object, spec.ground) == Stand::Sky) {
            spec.horizon = random.uniform(0.55F, 0.75F);
            object.size = std::min(object.size, spec.horizon * 0.7F);
        }
        spec.objects.push_back(object);
    }
}

void chooseSurroundings(SceneSpec& spec, SceneRandom& random)
{
    using enum Ground;
    spec.ground = random.pick(
        {Meadow, Flowers, Flowers, Field, Desert, Beach, Sea, Lake, Lake, River, Snow, Street});
    spec.time = random.pick({TimeOfDay::Dawn, TimeOfDay::Day, TimeOfDay::Day, TimeOfDay::Day,
                             TimeOfDay::Sunset, TimeOfDay::Sunset, TimeOfDay::Night});
    spec.weather = random.pick({Weather::Clear, Weather::Clear, Weather::Clear, Weather::Cloudy,
                                Weather::Cloudy, Weather::Cloudy, Weather::Overcast, Weather::Fog,
                                Weather::Rain});
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

} // namespace

Stand standOf(const SceneObject& object, Ground ground)
{
    if (object.stamp != nullptr) {
        return object.stamp->flies() ? Stand::Sky : isWater(ground) ? Stand::Water : Stand::Ground;
    }
    if (!isWater(ground)) {
        return Stand::Ground;
    }
    const bool afloat = object.kind == ObjectKind::Boat || object.kind == ObjectKind::Sailboat ||
                        object.kind == ObjectKind::Bridge;
    return afloat ? Stand::Water : Stand::FarShore;
}

SceneSpec randomScene(std::uint32_t seed, const StampBook& stamps)
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
    chooseObjects(spec, stamps, random);
    return spec;
}

SceneSpec composed(SceneSpec spec)
{
    constexpr int kGrid = 8;
    constexpr float kLarge = 0.625F;
    constexpr float kSmall = 0.5F;
    SceneRandom random(spec.seed ^ 0xC0);
    spec.grid = kGrid;
    spec.horizon = random.pick({0.375F, 0.5F, 0.5F, 0.625F});
    if (spec.objects.empty()) {
        return spec;
    }
    spec.objects.resize(1);
    SceneObject& object = spec.objects.front();
    if (random.chance(0.5F)) {
        object.count = 1;
    }
    const float wide = object.stamp != nullptr ? object.stamp->aspect() : aspect(object.kind);
    const float longSide = object.count == 1 && random.chance(0.6F) ? kLarge : kSmall;
    object.size = longSide * std::min(1.0F, 1.0F / wide);
    object.place = random.pick({0.25F, 0.5F, 0.5F, 0.5F, 0.75F});
    if (standOf(object, spec.ground) == Stand::Sky) {
        spec.horizon = 0.75F;
    }
    return spec;
}

} // namespace train::scenes
