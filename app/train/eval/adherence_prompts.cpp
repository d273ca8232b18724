#include "app/train/eval/adherence_prompts.h"

#include <algorithm>
#include <optional>

#include "app/train/scenes/vocabulary.h"

namespace train {

namespace {

using scenes::Distance;
using scenes::Ground;
using scenes::ObjectKind;
using scenes::TimeOfDay;
using scenes::Weather;

/// What a prompt names; what it leaves open is empty.
struct Named {
    const char* text;
    std::optional<Ground> ground;
    std::optional<Distance> distance;
    std::optional<TimeOfDay> time;
    std::optional<Weather> weather;
    const char* object = "";
};

constexpr auto kAny = std::nullopt;
constexpr auto kDawn = TimeOfDay::Dawn;
constexpr auto kDay = TimeOfDay::Day;
constexpr auto kSunset = TimeOfDay::Sunset;
constexpr auto kNight = TimeOfDay::Night;

const std::array kPrompts{
    Named{"a castle at night", kAny, kAny, kNight, kAny, "castle"},
    Named{"a castle in a meadow by day", Ground::Meadow, kAny, kDay, kAny, "castle"},
    Named{"a red house in snow", Ground::Snow, kAny, kAny, kAny, "house"},
    Named{"a house in a wheat field at sunset", Ground::Field, kAny, kSunset, kAny, "house"},
    Named{"a white sailboat on the sea at sunset", Ground::Sea, kAny, kSunset, kAny, "sailboat"},
    Named{"a sailboat on a lake, mountains behind", Ground::Lake, Distance::Mountains, kAny, kAny,
          "sailboat"},
    Named{"a red boat on a calm lake by day", Ground::Lake, kAny, kDay, kAny, "boat"},
    Named{"a boat on a river", Ground::River, kAny, kAny, kAny, "boat"},
    Named{"a lighthouse by the sea at night", Ground::Sea, kAny, kNight, kAny, "lighthouse"},
    Named{"a lighthouse on a beach by day", Ground::Beach, kAny, kDay, kAny, "lighthouse"},
    Named{"a tree in a meadow by day, hills behind", Ground::Meadow, Distance::Hills, kDay, kAny,
          "tree"},
    Named{"a pink tree in a field of flowers", Ground::Flowers, kAny, kAny, kAny, "tree"},
    Named{"two pine trees in snow, falling snow", Ground::Snow, kAny, kAny, Weather::Snowfall,
          "pine tree"},
    Named{"a bridge over a river by day", Ground::River, kAny, kDay, kAny, "bridge"},
    Named{"a windmill in a wheat field by day, clouds", Ground::Field, kAny, kDay, Weather::Cloudy,
          "windmill"},
    Named{"a horse in a meadow by day", Ground::Meadow, kAny, kDay, kAny, "horse"},
    Named{"an elephant in a desert at sunset", Ground::Desert, kAny, kSunset, kAny, "elephant"},
    Named{"a camel in a desert by day", Ground::Desert, kAny, kDay, kAny, "camel"},
    Named{"a pyramid in a desert at night", Ground::Desert, kAny, kNight, kAny, "pyramid"},
    Named{"a palm tree on a beach at sunset", Ground::Beach, kAny, kSunset, kAny, "palm tree"},
    Named{"a penguin in snow by day", Ground::Snow, kAny, kDay, kAny, "penguin"},
    Named{"a snowman in snow, a forest behind", Ground::Snow, Distance::Forest, kAny, kAny,
          "snowman"},
    Named{"a car on a street by day", Ground::Street, kAny, kDay, kAny, "car"},
    Named{"a bus on a street, rain", Ground::Street, kAny, kAny, Weather::Rain, "bus"},
    Named{"a hot air balloon over a meadow by day, clear sky", Ground::Meadow, kAny, kDay,
          Weather::Clear, "hot air balloon"},
    Named{"an airplane over the sea at sunset", Ground::Sea, kAny, kSunset, kAny, "airplane"},
    Named{"a sailing ship on the sea at dawn", Ground::Sea, kAny, kDawn, kAny, "sailing ship"},
    Named{"a dog in a meadow by day", Ground::Meadow, kAny, kDay, kAny, "dog"},
    Named{"a cow in a field of flowers by day", Ground::Flowers, kAny, kDay, kAny, "cow"},
    Named{"a desert by day, clear sky", Ground::Desert, kAny, kDay, Weather::Clear},
    Named{"a beach at sunset", Ground::Beach, kAny, kSunset, kAny},
    Named{"the sea at night", Ground::Sea, kAny, kNight, kAny},
    Named{"a lake at dawn, snowy mountains behind", Ground::Lake, Distance::SnowyMountains, kDawn,
          kAny},
    Named{"a river by day, a forest behind", Ground::River, Distance::Forest, kDay, kAny},
    Named{"a street at night", Ground::Street, kAny, kNight, kAny},
    Named{"a field of red flowers by day", Ground::Flowers, kAny, kDay, kAny},
    Named{"yellow flowers at sunset, mountains behind", Ground::Flowers, Distance::Mountains,
          kSunset, kAny},
    Named{"a meadow by day, fog", Ground::Meadow, kAny, kDay, Weather::Fog},
    Named{"snow at sunset, hills behind", Ground::Snow, Distance::Hills, kSunset, kAny},
    Named{"a wheat field, an overcast sky", Ground::Field, kAny, kAny, Weather::Overcast},
};
static_assert(kPrompts.size() == 40);

template <class Value> std::vector<std::string> mainWords(int count)
{
    std::vector<std::string> out;
    for (int i = 0; i < count; ++i) {
        const scenes::Words all = scenes::words(static_cast<Value>(i));
        out.emplace_back(all.empty() ? "nothing" : all.front());
    }
    return out;
}

int indexOf(const std::vector<std::string>& names, const std::string& name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

template <class Value> int classOf(const std::optional<Value>& value)
{
    return value ? static_cast<int>(*value) : -1;
}

} // namespace

std::vector<std::vector<std::string>> adherenceClasses(const scenes::StampBook& stamps)
{
    std::vector<std::string> objects{"nothing"};
    for (int kind = 0; kind <= static_cast<int>(ObjectKind::Windmill); ++kind) {
        objects.emplace_back(scenes::singular(static_cast<ObjectKind>(kind)));
    }
    for (const scenes::Stamp& stamp : stamps) {
        if (indexOf(objects, stamp.name) < 0) {
            objects.push_back(stamp.name);
        }
    }
    return {mainWords<Ground>(static_cast<int>(Ground::Street) + 1),
            mainWords<Distance>(static_cast<int>(Distance::Forest) + 1),
            mainWords<TimeOfDay>(static_cast<int>(TimeOfDay::Night) + 1),
            mainWords<Weather>(static_cast<int>(Weather::Snowfall) + 1), std::move(objects)};
}

AdherenceLabels labelsOf(const scenes::SceneSpec& scene, const std::vector<std::string>& objects)
{
    std::string object = "nothing";
    if (!scene.objects.empty()) {
        const scenes::SceneObject& first = scene.objects.front();
        object =
            first.stamp != nullptr ? first.stamp->name : std::string(scenes::singular(first.kind));
    }
    return {static_cast<int>(scene.ground), static_cast<int>(scene.distance),
            static_cast<int>(scene.time), static_cast<int>(scene.weather),
            indexOf(objects, object)};
}

std::vector<AdherencePrompt> adherencePrompts(const std::vector<std::string>& objects)
{
    std::vector<AdherencePrompt> out;
    for (const Named& named : kPrompts) {
        out.push_back({named.text,
                       {classOf(named.ground), classOf(named.distance), classOf(named.time),
                        classOf(named.weather), indexOf(objects, named.object)}});
    }
    return out;
}

} // namespace train
