#include "app/train/data/photo_packer.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "app/train/data/packages.h"

namespace train {

namespace {

namespace fs = std::filesystem;

/// Straight 8-bit RGBA, reduced to `longSide`; without `alpha`, RGB over mid grey.
ByteImage reduced(const core::TiledImage& pixels, int longSide, bool alpha)
{
    const core::Size size = pixels.size();
    ByteImage full{size.width, size.height, 4, {}};
    full.data.resize(static_cast<std::size_t>(size.area()) * 4);
    pixels.readRgba8(pixels.rect(), full.data.data(), std::ptrdiff_t{4} * size.width,
                     core::AlphaMode::Straight);
    if (!alpha) {
        ByteImage opaque{size.width, size.height, 3, {}};
        opaque.data.reserve(full.data.size() / 4 * 3);
        for (std::size_t i = 0; i < full.data.size(); i += 4) {
            const int a = full.data[i + 3];
            for (std::size_t c = 0; c < 3; ++c) {
                opaque.data.push_back(static_cast<std::uint8_t>(
                    (full.data[i + c] * a + 128 * (255 - a) + 127) / 255));
            }
        }
        full = std::move(opaque);
    }
    const int longest = std::max(size.width, size.height);
    if (longest <= longSide) {
        return full;
    }
    const double scale = static_cast<double>(longSide) / longest;
    return toBytes(resampled(full, {0, 0, size.width, size.height},
                             std::max(1, static_cast<int>(size.width * scale)),
                             std::max(1, static_cast<int>(size.height * scale)), false));
}

std::string firstLine(const fs::path& file)
{
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) {
        line.pop_back();
    }
    std::replace(line.begin(), line.end(), '\t', ' ');
    return line;
}

/// The share of a cut-out's frame that it covers.
double coverage(const ByteImage& image)
{
    std::size_t on = 0;
    for (std::size_t i = 3; i < image.data.size(); i += 4) {
        on += image.data[i] > 128 ? 1 : 0;
    }
    return static_cast<double>(on) * 4.0 /
           static_cast<double>(std::max<std::size_t>(1, image.data.size()));
}

void addPhoto(const std::string& path, const ListedPicture& picture, const core::ImageCodec& codec,
              const PackOptions& options, PackReport& report)
{
    const auto loaded = codec.read(path, {});
    if (!loaded) {
        report.skipped.push_back(path + ": " + loaded.error().message);
        return;
    }
    const core::Size size = loaded->pixels.size();
    if (std::min(size.width, size.height) < options.shortSide) {
        report.skipped.push_back(path + ": smaller than training needs");
        return;
    }
    report.photos.push_back({picture.file, picture.package, picture.kind, picture.caption,
                             reduced(loaded->pixels, options.longSide, false)});
}

void addCutouts(const core::ImageCodec& codec, const PackOptions& options, PackReport& report)
{
    for (const std::string& path : packageFiles(options.work, options.cutoutPackage)) {
        const bool variant =
            path.find("_mirror") != std::string::npos || path.find("_flip") != std::string::npos;
        if (!path.ends_with(".png") || variant) {
            continue;
        }
        const auto loaded = codec.read(path, {});
        if (!loaded) {
            report.skipped.push_back(path + ": " + loaded.error().message);
            continue;
        }
        ByteImage image = reduced(loaded->pixels, options.cutoutSide, true);
        const double share = coverage(image);
        if (image.width < 8 || image.height < 8 || share < 0.1 || share > 0.97) {
            continue; // a line, a speck or a plain rectangle
        }
        const fs::path file(path);
        report.photos.push_back(
            {file.parent_path().filename().string() + "/" + file.filename().string(),
             options.cutoutPackage, "cutout", firstLine(fs::path(path).replace_extension(".txt")),
             std::move(image)});
    }
}

} // namespace

PackReport packPhotos(const std::vector<ListedPicture>& list, const core::ImageCodec& codec,
                      const PackOptions& options, const PackProgress& progress)
{
    PackReport report;
    std::map<std::string, std::vector<std::string>> files;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const ListedPicture& picture = list[i];
        if (!files.contains(picture.package)) {
            files[picture.package] = packageFiles(options.work, picture.package);
        }
        std::string best;
        std::uintmax_t bestSize = 0;
        for (const std::string& path : files[picture.package]) {
            if (pathMatches(path, picture.file) && fs::file_size(path) > bestSize) {
                best = path;
                bestSize = fs::file_size(path);
            }
        }
        if (best.empty()) {
            report.skipped.push_back(picture.package + ": " + picture.file + ": not found");
        } else {
            addPhoto(best, picture, codec, options, report);
        }
        if (progress) {
            progress(static_cast<double>(i + 1) / static_cast<double>(list.size()));
        }
    }
    if (!options.cutoutPackage.empty()) {
        addCutouts(codec, options, report);
    }
    return report;
}

PackReport packFolder(const std::string& folder, const core::ImageCodec& codec,
                      const PackOptions& options, const PackProgress& progress)
{
    std::vector<fs::path> files;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder, error)) {
        if (entry.is_regular_file() && entry.path().extension() != ".txt") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    PackReport report;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const std::string caption = firstLine(fs::path(files[i]).replace_extension(".txt"));
        addPhoto(files[i].string(), {"", files[i].filename().string(), "photo", caption}, codec,
                 options, report);
        if (progress) {
            progress(static_cast<double>(i + 1) / static_cast<double>(files.size()));
        }
    }
    return report;
}

} // namespace train
