#include "app/train/data/photo_set.h"

#include <cstring>
#include <fstream>

#include <nlohmann/json.hpp>

namespace train {

namespace {

using core::ErrorCode;

constexpr char kMagic[] = "SWPHOTO1";
constexpr std::uint64_t kMaxHeader = 64U << 20U;
constexpr int kMaxSide = 1 << 15;

core::Result<ByteImage> readImage(std::ifstream& file, const nlohmann::json& entry,
                                  std::streamoff base, std::streamoff end)
{
    ByteImage image{entry.at("width").get<int>(),
                    entry.at("height").get<int>(),
                    entry.at("channels").get<int>(),
                    {}};
    const auto offset = entry.at("offset").get<std::int64_t>();
    const bool sane = image.width > 0 && image.width <= kMaxSide && image.height > 0 &&
                      image.height <= kMaxSide && image.channels > 0 && image.channels <= 4;
    const std::int64_t bytes =
        sane ? static_cast<std::int64_t>(image.width) * image.height * image.channels : 0;
    if (!sane || offset < 0 || offset > end - base - bytes) {
        return core::fail(ErrorCode::Unreadable, "a picture lies outside the file");
    }
    image.data.resize(static_cast<std::size_t>(bytes));
    file.seekg(base + offset);
    file.read(reinterpret_cast<char*>(image.data.data()), bytes);
    if (!file) {
        return core::fail(ErrorCode::Unreadable, "the file ends early");
    }
    return image;
}

} // namespace

core::Status writePhotoSet(const std::string& path, const std::vector<PackedPhoto>& photos)
{
    nlohmann::json header = nlohmann::json::array();
    std::int64_t offset = 0;
    for (const PackedPhoto& photo : photos) {
        header.push_back({{"name", photo.name},
                          {"package", photo.package},
                          {"kind", photo.kind},
                          {"caption", photo.caption},
                          {"width", photo.image.width},
                          {"height", photo.image.height},
                          {"channels", photo.image.channels},
                          {"offset", offset}});
        offset += static_cast<std::int64_t>(photo.image.data.size());
    }
    const std::string text = header.dump();
    const std::uint64_t length = text.size();
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(kMagic, 8);
    file.write(reinterpret_cast<const char*>(&length), 8);
    file.write(text.data(), static_cast<std::streamsize>(length));
    for (const PackedPhoto& photo : photos) {
        file.write(reinterpret_cast<const char*>(photo.image.data.data()),
                   static_cast<std::streamsize>(photo.image.data.size()));
    }
    file.close();
    if (!file) {
        return core::fail(ErrorCode::WriteFailed, path + ": cannot be written");
    }
    return {};
}

core::Result<std::vector<PackedPhoto>> readPhotoSet(const std::string& path)
{
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) {
        return core::fail(ErrorCode::NotFound, path + ": no such file");
    }
    const std::streamoff end = file.tellg();
    file.seekg(0);
    char magic[8] = {};
    std::uint64_t length = 0;
    file.read(magic, 8);
    file.read(reinterpret_cast<char*>(&length), 8);
    if (!file || std::memcmp(magic, kMagic, 8) != 0 || length > kMaxHeader ||
        static_cast<std::streamoff>(length) > end - 16) {
        return core::fail(ErrorCode::Unreadable, path + ": not a packed set of pictures");
    }
    std::string text(length, '\0');
    file.read(text.data(), static_cast<std::streamsize>(length));
    std::vector<PackedPhoto> photos;
    try {
        const auto base = static_cast<std::streamoff>(16 + length);
        for (const nlohmann::json& entry : nlohmann::json::parse(text)) {
            core::Result<ByteImage> image = readImage(file, entry, base, end);
            if (!image) {
                return core::fail(ErrorCode::Unreadable, path + ": " + image.error().message);
            }
            photos.push_back({entry.at("name"), entry.at("package"), entry.at("kind"),
                              entry.at("caption"), std::move(*image)});
        }
    } catch (const nlohmann::json::exception& error) {
        return core::fail(ErrorCode::Unreadable, path + ": " + error.what());
    }
    return photos;
}

} // namespace train
