#pragma once

/// What a painted scene holds. The caption is made from the same values as the picture, so it is
/// true by construction. Any thread.

#include <cstdint>
#include <string>
#include <vector>

#include "app/train/scenes/stamps.h"

namespace train::scenes {

enum class TimeOfDay { Dawn, Day, Sunset, Night };
enum class Weather { Clear, Cloudy, Overcast, Fog, Rain, Snowfall };
enum class Distance { None, Mountains, SnowyMountains, Hills, Forest };
enum class Ground { Meadow, Flowers, Field, Desert, Beach, Sea, Lake, River, Snow, Street };
enum class ObjectKind { Boat, Sailboat, House, Castle, Lighthouse, Tree, Pine, Bridge, Windmill };
enum class Colour { Natural, Red, Orange, Yellow, Green, Blue, Purple, Pink, White, Brown, Black };

/// One kind of thing, standing `count` times in the scene: a stamp, or else what `kind` says.
struct SceneObject {
    ObjectKind kind = ObjectKind::Tree;
    Colour colour = Colour::Natural; ///< of what is drawn; stamps have theirs
    const Stamp* stamp = nullptr;
    int count = 1;      ///< 1 to 5
    float place = 0.5F; ///< centre of the group, 0 = left edge, 1 = right edge
    float size = 0.25F; ///< height as a part of the picture's
};

struct SceneSpec {
    std::uint32_t seed = 0; ///< of every texture in the picture
    TimeOfDay time = TimeOfDay::Day;
    Weather weather = Weather::Clear;
    Distance distance = Distance::None;
    Ground ground = Ground::Meadow;
    Colour flowers = Colour::Natural; ///< of Ground::Flowers
    bool celestial = false;           ///< sun or moon in view, by the time of day
    bool waves = false;               ///< rough water, else calm
    float horizon = 0.5F;             ///< height of the horizon from the top, (0, 1)
    float sunPlace = 0.5F;            ///< across the picture, 0 = left
    int grid = 0; ///< things stand on multiples of side / grid, never mirrored; 0 = anywhere
    std::vector<SceneObject> objects;
};

[[nodiscard]] inline bool isWater(Ground g)
{
    return g == Ground::Sea || g == Ground::Lake || g == Ground::River;
}

/// What a thing stands on.
enum class Stand { Ground, Water, FarShore, Sky };

[[nodiscard]] Stand standOf(const SceneObject& object, Ground ground);

/// A random scene whose parts go together (boats on water, no stars by day). The same seed and
/// stamps give the same scene on every machine. Half of the things are stamps where `stamps` has
/// any that suit the place.
[[nodiscard]] SceneSpec randomScene(std::uint32_t seed, const StampBook& stamps = {});

/// The same scene, composed plainly: one kind of thing, large, in one of three places and two
/// sizes, everything on a grid of eighths of the side. A picture of 64 pixels is 8 latent blocks
/// wide: a thing that stands on their borders looks alike in every latent that shows it, and is
/// learnt many times sooner than one that stands anywhere. Stays true to its own caption.
[[nodiscard]] SceneSpec composed(SceneSpec spec);

/// Words the scene; `wording` varies synonyms and how much is said: half of all captions name one
/// or two things only. What is said is true.
[[nodiscard]] std::string caption(const SceneSpec& spec, std::uint32_t wording);

/// Only the things in the scene: "a red boat and two pines". Empty when there are none.
[[nodiscard]] std::string objectCaption(const SceneSpec& spec, std::uint32_t wording);

} // namespace train::scenes
