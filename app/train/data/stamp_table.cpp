#include "app/train/data/stamp_table.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <utility>

#include "app/train/data/picture_list.h"

namespace train {

namespace {

using core::ErrorCode;
using scenes::Habitat;
using scenes::Stamp;

constexpr std::array<std::pair<const char*, Habitat>, 7> kHabitats{{{"land", Habitat::Land},
                                                                    {"road", Habitat::Road},
                                                                    {"sand", Habitat::Sand},
                                                                    {"snow", Habitat::Snow},
                                                                    {"water", Habitat::Water},
                                                                    {"sea", Habitat::Sea},
                                                                    {"sky", Habitat::Sky}}};

bool readPlaces(const std::string& words, std::vector<Habitat>& out)
{
    std::istringstream list(words);
    for (std::string word; std::getline(list, word, ',');) {
        const auto* found = std::find_if(kHabitats.begin(), kHabitats.end(),
                                         [&](const auto& known) { return word == known.first; });
        if (found == kHabitats.end()) {
            return false;
        }
        out.push_back(found->second);
    }
    return !out.empty();
}

/// One line of the table but its pixels.
bool readRow(const std::string& line, std::string& file, Stamp& stamp)
{
    std::istringstream row(line);
    std::string places;
    const auto field = [&](std::string& out) {
        return static_cast<bool>(std::getline(row, out, '\t')) && !out.empty();
    };
    if (!field(file) || !field(stamp.name) || !field(stamp.plural) || !field(places) ||
        !field(stamp.colour) || !(row >> stamp.scale >> stamp.weight)) {
        return false;
    }
    if (stamp.colour == "-") {
        stamp.colour.clear();
    }
    return stamp.scale > 0.0F && stamp.weight > 0.0F && readPlaces(places, stamp.where);
}

/// What is seen of a cut-out, without its empty borders.
core::PixelBuffer seenPart(const ByteImage& image)
{
    constexpr int kSeen = 24;
    int left = image.width;
    int top = image.height;
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            if (image.at(x, y)[3] >= kSeen) {
                left = std::min(left, x);
                right = std::max(right, x + 1);
                top = std::min(top, y);
                bottom = std::max(bottom, y + 1);
            }
        }
    }
    if (right <= left) {
        return {};
    }
    const core::Rect window = core::Rect::fromEdges(left, top, right, bottom);
    return resampled(image, window, window.width, window.height, false);
}

} // namespace

core::Result<scenes::StampBook> readStamps(const std::string& table,
                                           const std::vector<PackedPhoto>& photos)
{
    std::ifstream file(table);
    if (!file) {
        return core::fail(ErrorCode::NotFound, table + ": no such file");
    }
    scenes::StampBook book;
    std::string line;
    while (std::getline(file, line)) {
        if (line.empty() || line.front() == '#') {
            continue;
        }
        std::string name;
        Stamp stamp;
        if (!readRow(line, name, stamp)) {
            return core::fail(ErrorCode::Unreadable, table + ": not a stamp: " + line);
        }
        const auto found =
            std::find_if(photos.begin(), photos.end(), [&](const PackedPhoto& photo) {
                return photo.image.channels == 4 && pathMatches(photo.name, name);
            });
        if (found == photos.end()) {
            continue;
        }
        stamp.pixels = seenPart(found->image);
        if (stamp.pixels.width() > 0) {
            book.push_back(std::move(stamp));
        }
    }
    return book;
}

} // namespace train
