#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>

#include "app/common/modules.h"
#include "app/train/command_line.h"
#include "app/train/complain.h"
#include "app/train/data/crops.h"
#include "app/train/data/licences.h"
#include "app/train/data/packages.h"
#include "app/train/data/pair_maker.h"
#include "app/train/data/photo_packer.h"
#include "app/train/data/photo_set.h"
#include "app/train/data/picture_list.h"
#include "app/train/data/placed_pairs.h"
#include "app/train/data/scene_pairs.h"
#include "app/train/data/stamp_table.h"
#include "app/train/data/vocabulary.h"
#include "app/train/progress.h"
#include "app/train/sample_sheet.h"
#include "app/train/scenes/render.h"
#include "diffusion/training/block_pca.h"
#include "diffusion/training/pair_shard.h"

namespace train {

namespace {

namespace fs = std::filesystem;
using diffusion::training::BlockPca;
using diffusion::training::BlockPcaFitter;

constexpr const char* kSourcesTitle =
    "# What the model was trained on\n\n"
    "Written by `stillwater-train data sources` from the debian/copyright files of the packages "
    "the\n"
    "pictures come from (Debian 12). Where a package names no author for a single file, the row\n"
    "gives what it says of the whole. Licence texts: /usr/share/common-licenses and the packages.\n"
    "Cut-outs (tuxpaint-stamps-default) gave the outlines of holes, and those of\n"
    "resources/training/stamps.tsv stand in painted scenes. The photographs listed in\n"
    "resources/training/reserved.tsv were not trained on.\n";

/// Of the crops that the components are fitted to.
constexpr double kPaintedShare = 0.3;

/// What the `data` subcommand was asked for.
struct DataOptions {
    fs::path work;
    std::string photos;   ///< a user's own folder instead of the packages
    std::string pictures; ///< the three tables
    std::string reserved;
    std::string stamps;
    std::string name; ///< of the folder of painted pairs, before "-128"
    PairOptions pairs;
    SceneShares scenes;
    int shards = 10;      ///< of photographs
    int sceneShards = 15; ///< of painted scenes
    std::int64_t pcaCrops = 4000;
    int components = 12;
};

/// Principal components over crops of every size that training uses.
int fitPca(const fs::path& work, std::int64_t crops, int components, std::uint64_t seed)
{
    const auto photos = readPhotoSet((work / "photos.pack").string());
    if (!photos) {
        return complain(photos.error());
    }
    const CropSampler sampler(*photos);
    BlockPcaFitter fitter;
    Progress progress("principal components");
    for (std::int64_t i = 0; i < crops; ++i) {
        Random random = Random::forItem(seed, static_cast<std::uint64_t>(i));
        const bool painted = random.chance(kPaintedShare);
        fitter.add(painted ? scenes::render(scenes::randomScene(
                                                static_cast<std::uint32_t>(random.bits() >> 32U)),
                                            128)
                           : sampler.draw(128, random).pixels);
        progress.report(static_cast<double>(i + 1) / static_cast<double>(crops));
    }
    const auto pca = fitter.fit(components);
    if (!pca) {
        return complain(pca.error());
    }
    const core::Status saved = pca->save((work / "pca.json").string());
    return saved ? kDone : complain(saved.error());
}

using MakeShard = std::function<core::Result<diffusion::training::PairShard>(
    const std::vector<PackedPhoto>&, const BlockPca&, const PairOptions&, const PairProgress&)>;

/// `kind` begins the folder's name: pairs-128, scenes-128.
int makeShards(const fs::path& work, const std::vector<PackedPhoto>& photos,
               const std::string& kind, const MakeShard& make, PairOptions options, int shards)
{
    const auto pca = BlockPca::load((work / "pca.json").string());
    if (!pca) {
        return complain(pca.error());
    }
    const fs::path folder = work / (kind + "-" + std::to_string(options.side));
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    const int first = options.shard;
    for (int s = first; s < first + shards && !stopRequested(); ++s) {
        char name[32];
        std::snprintf(name, sizeof name, "pairs-%04d.safetensors", s);
        if (fs::exists(folder / name)) {
            continue;
        }
        options.shard = s;
        Progress progress(name, 20.0);
        const auto shard =
            make(photos, *pca, options, [&](double fraction) { progress.report(fraction); });
        if (!shard) {
            return complain(shard.error());
        }
        const core::Status saved =
            diffusion::training::writePairShard((folder / name).string(), *shard);
        if (!saved) {
            return complain(saved.error());
        }
    }
    return stopRequested() ? kInterrupted : kDone;
}

/// The later passes of a generation, which begin from an enlarged picture: of every four shards one
/// is of photographs, one of parts of scenes and two of whole scenes, plainly composed as the first
/// pass has learnt them.
core::Result<diffusion::training::PairShard>
softPairs(const std::vector<PackedPhoto>& photos, const BlockPca& pca, const PairOptions& options,
          const SceneMaterial& material, const PairProgress& progress)
{
    constexpr double kWhole = 0.6; // the others keep a part of the picture
    constexpr double kComposed = 0.9;
    PairOptions soft = options;
    soft.prefill.reduced = 1.0;
    soft.shares.everything = kWhole;
    switch (options.shard % 4) {
    case 0:
        return makePairs(photos, pca, soft, progress);
    case 1:
        return makeScenePairs(pca, soft, {0.0, 0.0, 0.0}, material, progress);
    default:
        return makeScenePairs(pca, soft, {0.8, 0.2, 0.0, kComposed}, material, progress);
    }
}

int fetch(const DataOptions& options)
{
    const auto list = readPictureList(options.pictures, options.reserved);
    if (!list) {
        return complain(list.error());
    }
    std::set<std::string> packages{PackOptions{}.cutoutPackage};
    for (const ListedPicture& picture : *list) {
        packages.insert(picture.package);
    }
    const core::Status fetched =
        fetchPackages(options.work.string(), {packages.begin(), packages.end()});
    return fetched ? kDone : complain(fetched.error());
}

int pack(const DataOptions& options)
{
    const auto codec = app::openCodec(app::locations(), nullptr);
    if (!codec) {
        return complain(codec.error());
    }
    PackOptions packing;
    packing.work = options.work.string();
    Progress progress("pictures");
    const auto report = [&](double fraction) { progress.report(fraction); };
    PackReport packed;
    if (options.photos.empty()) {
        const auto list = readPictureList(options.pictures, options.reserved);
        if (!list) {
            return complain(list.error());
        }
        packed = packPhotos(*list, **codec, packing, report);
    } else {
        packed = packFolder(options.photos, **codec, packing, report);
    }
    for (const std::string& line : packed.skipped) {
        std::fprintf(stderr, "left out: %s\n", line.c_str());
    }
    std::fprintf(stderr, "%zu pictures packed, %zu left out\n", packed.photos.size(),
                 packed.skipped.size());
    const core::Status written =
        writePhotoSet((options.work / "photos.pack").string(), packed.photos);
    return written ? kDone : complain(written.error());
}

/// Who made the pictures: DATA.md.
int writeSources(const DataOptions& options)
{
    const auto photos = readPhotoSet((options.work / "photos.pack").string());
    if (!photos) {
        return complain(photos.error());
    }
    const auto sources = describeSources(options.work.string(), *photos);
    if (!sources) {
        return complain(sources.error());
    }
    std::ofstream out(options.work / "DATA.md", std::ios::trunc);
    out << kSourcesTitle << *sources;
    return out ? kDone : complain({core::ErrorCode::WriteFailed, "DATA.md: cannot be written"});
}

/// The packed set and the stamps in it.
struct Sources {
    std::vector<PackedPhoto> photos;
    SceneMaterial material;
};

core::Result<Sources> readSources(const DataOptions& options)
{
    auto photos = readPhotoSet((options.work / "photos.pack").string());
    if (!photos) {
        return core::fail(photos.error());
    }
    auto stamps = readStamps(options.stamps, *photos);
    if (!stamps) {
        return core::fail(stamps.error());
    }
    Sources sources{std::move(*photos), {}};
    sources.material = {silhouettes(sources.photos), std::move(*stamps)};
    return sources;
}

/// `kind` is the step: photographs, painted scenes or the second pass.
int makePairsOf(const DataOptions& options, const std::string& kind)
{
    const auto sources = readSources(options);
    if (!sources) {
        return complain(sources.error());
    }
    const SceneMaterial& material = sources->material;
    const MakeShard painted = [&](const auto&, const auto& pca, const auto& pairs,
                                  const auto& progress) {
        return makeScenePairs(pca, pairs, options.scenes, material, progress);
    };
    const MakeShard soft = [&](const auto& photos, const auto& pca, const auto& pairs,
                               const auto& progress) {
        return softPairs(photos, pca, pairs, material, progress);
    };
    const MakeShard placed = [&](const auto& photos, const auto& pca, const auto& pairs,
                                 const auto& progress) {
        return makePlacedPairs(photos, pca, pairs, material, progress);
    };
    struct Kind {
        const char* name;
        const MakeShard& make;
        std::string folder;
        int shards;
    };
    const MakeShard photographs = makePairs;
    const MakeShard removals = makeRemovalPairs;
    const Kind kinds[] = {{"pairs", photographs, "pairs", options.shards},
                          {"removals", removals, "removals", options.shards},
                          {"placed", placed, "placed", options.sceneShards / 4},
                          {"soft", soft, "soft", options.sceneShards / 4},
                          {"scenes", painted, options.name, options.sceneShards}};
    const Kind& chosen = *std::find_if(std::begin(kinds), std::end(kinds) - 1,
                                       [&](const Kind& one) { return one.name == kind; });
    return makeShards(options.work, sources->photos, chosen.folder, chosen.make, options.pairs,
                      chosen.shards);
}

int vocabulary(const DataOptions& options)
{
    const auto sources = readSources(options);
    if (!sources) {
        return complain(sources.error());
    }
    const core::Status made = makeVocabulary(options.work.string(), sources->material.stamps);
    return made ? kDone : complain(made.error());
}

/// Scenes as they are trained on, captions below: WORK/scenes.png.
int paintSheet(const DataOptions& options)
{
    constexpr int kColumns = 8;
    constexpr int kMost = 400;
    const auto sources = readSources(options);
    if (!sources) {
        return complain(sources.error());
    }
    std::vector<core::PixelBuffer> pictures;
    std::vector<std::string> captions;
    for (int i = 0; i < std::clamp(options.pairs.count, 1, kMost); ++i) {
        const auto seed = static_cast<std::uint32_t>(options.pairs.seed * 1000 + 1) +
                          static_cast<std::uint32_t>(i);
        scenes::SceneSpec scene = scenes::randomScene(seed, sources->material.stamps);
        if (Random::forItem(seed, 0).chance(options.scenes.composed)) {
            scene = scenes::composed(scene);
        }
        pictures.push_back(scenes::render(scene, options.pairs.side));
        captions.push_back(scenes::caption(scene, seed));
    }
    const core::Status written =
        writeCaptionedSheet((options.work / "scenes.png").string(), pictures, captions, kColumns);
    return written ? kDone : complain(written.error());
}

int runSteps(const DataOptions& options, const std::string& step)
{
    if (step == "sheet") {
        return paintSheet(options);
    }
    const bool all = step == "all";
    const std::pair<const char*, std::function<int()>> steps[] = {
        {"fetch", [&] { return options.photos.empty() ? fetch(options) : kDone; }},
        {"pack", [&] { return pack(options); }},
        {"sources", [&] { return options.photos.empty() ? writeSources(options) : kDone; }},
        {"vocabulary", [&] { return vocabulary(options); }},
        {"pca",
         [&] {
             return fitPca(options.work, options.pcaCrops, options.components, options.pairs.seed);
         }},
        {"pairs", [&] { return makePairsOf(options, "pairs"); }},
        {"removals", [&] { return makePairsOf(options, "removals"); }},
        {"scenes", [&] { return makePairsOf(options, "scenes"); }},
        {"soft", [&] { return makePairsOf(options, "soft"); }},
        {"placed", [&] { return makePairsOf(options, "placed"); }},
        {"captions", [&] {
             const core::Status made = encodeCaptions(options.work.string());
             return made ? kDone : complain(made.error());
         }}};
    bool known = false;
    for (const auto& [name, run] : steps) {
        if (!all && step != name) {
            continue;
        }
        known = true;
        if (const int code = run(); code != kDone) {
            return code;
        }
    }
    return known ? kDone : complainAboutUsage("data knows no step '" + step + "'\n");
}

} // namespace

int runData(CommandLine& line)
{
    const std::string tables = app::locations().dataFolder + "/training/";
    DataOptions options;
    options.work = line.text("work", "training");
    options.photos = line.text("photos", "");
    options.pictures = line.text("pictures", tables + "pictures.tsv");
    options.reserved = line.text("reserved", tables + "reserved.tsv");
    options.stamps = line.text("stamps", tables + "stamps.tsv");
    options.name = line.text("name", "scenes");
    options.scenes.create = line.number("create", options.scenes.create);
    options.scenes.insert = line.number("insert", options.scenes.insert);
    options.scenes.expand = line.number("expand", options.scenes.expand);
    options.scenes.composed = line.number("composed", options.scenes.composed);
    options.pairs.side = static_cast<int>(line.integer("side", 128));
    options.pairs.count = static_cast<int>(line.integer("count", 2000));
    options.pairs.shard = static_cast<int>(line.integer("first-shard", 0));
    options.pairs.seed = static_cast<std::uint64_t>(line.integer("seed", 1));
    options.shards = static_cast<int>(line.integer("shards", 10));
    options.sceneShards = static_cast<int>(line.integer("scene-shards", 15));
    options.pcaCrops = line.integer("pca-crops", 4000);
    options.components = static_cast<int>(line.integer("components", 12));
    const SceneShares& shares = options.scenes;
    std::string wrong = line.complaints();
    if (std::min({shares.create, shares.insert, shares.expand}) < 0.0 ||
        shares.create + shares.insert + shares.expand > 1.0 + 1e-9) {
        wrong += "--create, --insert and --expand are shares; what they leave is refined\n";
    }
    if (!wrong.empty()) {
        return complainAboutUsage(wrong);
    }
    catchStopSignals();
    std::error_code ignored;
    fs::create_directories(options.work, ignored);
    return runSteps(options, line.words().empty() ? "all" : line.words().front());
}

} // namespace train
