#include "app/train/scenes/vocabulary.h"

#include <array>

namespace train::scenes {

namespace {

using View = std::string_view;

constexpr std::array kDawn{View("at dawn"), View("at sunrise"), View("in the early morning")};
constexpr std::array kDay{View("by day"), View("in daylight"), View("at noon")};
constexpr std::array kSunset{View("at sunset"), View("in the evening"), View("at dusk")};
constexpr std::array kNight{View("at night"), View("by night"), View("in the dark")};

constexpr std::array kClear{View("clear sky"), View("blue sky"), View("cloudless sky")};
constexpr std::array kCloudy{View("clouds"), View("white clouds"), View("a cloudy sky")};
constexpr std::array kOvercast{View("an overcast sky"), View("grey clouds"), View("a grey sky")};
constexpr std::array kFog{View("fog"), View("mist"), View("morning haze")};
constexpr std::array kRain{View("rain"), View("heavy rain"), View("a rain shower")};
constexpr std::array kSnowfall{View("falling snow"), View("snowfall"), View("snowflakes")};

constexpr std::array kMountains{View("mountains"), View("rocky mountains"), View("peaks")};
constexpr std::array kSnowyMountains{View("snowy mountains"), View("snow-capped mountains"),
                                     View("white peaks")};
constexpr std::array kHills{View("hills"), View("green hills"), View("rolling hills")};
constexpr std::array kForest{View("a forest"), View("trees"), View("woods")};

constexpr std::array kMeadow{View("a meadow"), View("grass"), View("a green meadow")};
constexpr std::array kFlowers{View("a field of flowers"), View("a flower meadow"),
                              View("blooming flowers")};
constexpr std::array kField{View("a wheat field"), View("a golden field"), View("farmland")};
constexpr std::array kDesert{View("a desert"), View("sand dunes"), View("dunes")};
constexpr std::array kBeach{View("a beach"), View("a sandy beach"), View("the shore of the sea")};
constexpr std::array kSea{View("the sea"), View("the ocean"), View("open water")};
constexpr std::array kLake{View("a lake"), View("a mountain lake"), View("a still lake")};
constexpr std::array kRiver{View("a river"), View("a stream"), View("a winding river")};
constexpr std::array kSnow{View("snow"), View("a snowy field"), View("a winter field")};
constexpr std::array kStreet{View("a street"), View("a road"), View("a country road")};

struct ObjectWords {
    View singular;
    View plural;
};
constexpr std::array kObjects{
    ObjectWords{"boat", "boats"},
    ObjectWords{"sailboat", "sailboats"},
    ObjectWords{"house", "houses"},
    ObjectWords{"castle", "castles"},
    ObjectWords{"lighthouse", "lighthouses"},
    ObjectWords{"tree", "trees"},
    ObjectWords{"pine tree", "pine trees"},
    ObjectWords{"bridge", "bridges"},
    ObjectWords{"windmill", "windmills"},
};

constexpr std::array kColours{View(""),      View("red"),   View("orange"), View("yellow"),
                              View("green"), View("blue"),  View("purple"), View("pink"),
                              View("white"), View("brown"), View("black")};

} // namespace

Words words(TimeOfDay value)
{
    static constexpr std::array<Words, 4> kTable{kDawn, kDay, kSunset, kNight};
    return kTable[static_cast<std::size_t>(value)];
}

Words words(Weather value)
{
    static constexpr std::array<Words, 6> kTable{kClear, kCloudy, kOvercast,
                                                 kFog,   kRain,   kSnowfall};
    return kTable[static_cast<std::size_t>(value)];
}

Words words(Distance value)
{
    static constexpr std::array<Words, 5> kTable{Words{}, kMountains, kSnowyMountains, kHills,
                                                 kForest};
    return kTable[static_cast<std::size_t>(value)];
}

Words words(Ground value)
{
    static constexpr std::array<Words, 10> kTable{kMeadow, kFlowers, kField, kDesert, kBeach,
                                                  kSea,    kLake,    kRiver, kSnow,   kStreet};
    return kTable[static_cast<std::size_t>(value)];
}

std::string_view word(Colour value)
{
    return kColours[static_cast<std::size_t>(value)];
}
std::string_view singular(ObjectKind value)
{
    return kObjects[static_cast<std::size_t>(value)].singular;
}
std::string_view plural(ObjectKind value)
{
    return kObjects[static_cast<std::size_t>(value)].plural;
}

} // namespace train::scenes
