#include "diffusion/engine/sources/find_models.h"

#include <algorithm>
#include <fstream>
#include <set>

#include "diffusion/engine/families/family.h"
#include "diffusion/engine/sources/model_folders.h"
#include "diffusion/engine/sources/weight_kind.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/weight_file.h"

namespace diffusion {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxDepth = 6;
constexpr std::size_t kMaxLooks = 100000; // files and folders, so that "/" ends too

bool isWeightFile(const fs::path& file)
{
    const std::string extension = file.extension().string();
    return extension == ".safetensors" || extension == ".ckpt" || extension == ".pt" ||
           extension == ".pth";
}

/// models--org--name of the Hugging Face cache is called org/name.
std::string titleOf(const fs::path& path)
{
    std::string name = path.filename().empty() ? path.parent_path().filename().string()
                                               : path.filename().string();
    if (name.starts_with("models--")) {
        name = name.substr(8);
        if (const std::size_t at = name.find("--"); at != std::string::npos) {
            name = name.substr(0, at) + '/' + name.substr(at + 2);
        }
        return name;
    }
    std::error_code error;
    return fs::is_directory(path, error) ? name : path.stem().string();
}

void describeModel(const fs::path& path, CatalogueEntry& entry)
{
    const ModelFiles files = readModelFiles(path.string());
    entry.layout = files.source->layout();
    entry.bytes = files.weightBytes;
    entry.family = familyOf(files).id;
}

void describeFile(const fs::path& file, CatalogueEntry& entry)
{
    std::error_code error;
    entry.bytes = static_cast<std::int64_t>(fs::file_size(file, error));
    entry.layout = isPickleFile(file) ? "pickle" : "safetensors";
    const WeightKind kind = weightKindOf(*openWeightFile(file));
    entry.kind = kindId(kind);
    if (kind == WeightKind::PixArt) {
        describeModel(file, entry); // whole where its other parts lie beside it
        entry.kind = "model";
    } else if (kind == WeightKind::Checkpoint || kind == WeightKind::Refiner) {
        entry.kind = "model";
        describeModel(file, entry);
    } else if (kind == WeightKind::Unknown || kind == WeightKind::Transformer ||
               kind == WeightKind::UNetOnly ||
               kind == WeightKind::CheckpointNoText) {
        entry.problem = "this is " + kindText(kind);
    }
}

class Finder {
public:
    std::vector<CatalogueEntry> found;

    void addFolder(const fs::path& folder)
    {
        std::error_code error;
        const bool isProgram = fs::is_directory(folder / "models", error) &&
                               !fs::exists(folder / "model_index.json", error);
        walk(isProgram ? folder / "models" : folder, 0);
        if (fs::exists(folder / "extra_model_paths.yaml", error)) {
            addExtraPaths(folder / "extra_model_paths.yaml");
        }
    }

private:
    void walk(const fs::path& path, int depth)
    {
        std::error_code error;
        if (++m_looks > kMaxLooks || depth > kMaxDepth) {
            return;
        }
        if (fs::is_regular_file(path, error)) {
            if (isWeightFile(path)) {
                add(path);
            }
            return;
        }
        const bool isModel = fs::exists(path / "model_index.json", error);
        const bool isRepository = fs::is_directory(path / "snapshots", error);
        if (isModel || isRepository) {
            addRepository(path);
            return;
        }
        std::vector<fs::path> inside;
        for (const auto& entry : fs::directory_iterator(
                 path, fs::directory_options::skip_permission_denied, error)) {
            std::error_code ignored;
            const bool linksToFolder = entry.is_symlink(ignored) && entry.is_directory(ignored);
            if (!linksToFolder && !entry.path().filename().string().starts_with('.')) {
                inside.push_back(entry.path());
            }
        }
        std::sort(inside.begin(), inside.end());
        for (const fs::path& entry : inside) {
            walk(entry, depth + 1);
        }
    }

    /// Only what is a whole model; the cache holds data sets and vocabularies too.
    void addRepository(const fs::path& path)
    {
        std::error_code error;
        try {
            const fs::path snapshot = resolveSnapshot(path);
            if (fs::exists(snapshot / "model_index.json", error)) {
                add(path);
                return;
            }
            for (const auto& entry : fs::directory_iterator(snapshot, error)) {
                if (entry.is_regular_file(error) && isWeightFile(entry.path())) {
                    add(entry.path());
                }
            }
        } catch (const LoadError&) {
            return; // never downloaded
        }
    }

    void add(const fs::path& path)
    {
        std::error_code error;
        const fs::path real = fs::weakly_canonical(path, error);
        if (m_seen.insert(error ? path : real).second) {
            found.push_back(catalogueEntry(path));
        }
    }

    /// ComfyUI's list of further folders: the lines `base_path: FOLDER` are enough.
    void addExtraPaths(const fs::path& file)
    {
        std::ifstream stream(file);
        std::string line;
        for (int i = 0; i < 1000 && std::getline(stream, line); ++i) {
            const std::size_t at = line.find("base_path:");
            if (at == std::string::npos || line.find('#') < at) {
                continue;
            }
            const std::size_t begin = line.find_first_not_of(" \t\"'", at + 10);
            const std::size_t end = line.find_last_not_of(" \t\"'\r");
            if (begin != std::string::npos && end >= begin) {
                const fs::path base = line.substr(begin, end - begin + 1);
                std::error_code error;
                if (base.is_absolute() && fs::is_directory(base, error)) {
                    walk(fs::is_directory(base / "models", error) ? base / "models" : base, 0);
                }
            }
        }
    }

    std::set<fs::path> m_seen;
    std::size_t m_looks = 0;
};

} // namespace

CatalogueEntry catalogueEntry(const fs::path& path)
{
    CatalogueEntry entry;
    entry.path = path.string();
    entry.title = titleOf(path);
    try {
        std::error_code error;
        if (fs::is_directory(path, error)) {
            entry.kind = "model";
            describeModel(path, entry);
        } else {
            entry.kind = "unknown";
            describeFile(path, entry);
        }
    } catch (const std::exception& exception) { // LoadError, and what libtorch throws
        const std::string what = exception.what();
        entry.problem = what.substr(0, what.find('\n'));
    }
    return entry;
}

std::vector<CatalogueEntry> findModels(const std::vector<fs::path>& folders)
{
    Finder finder;
    for (const fs::path& folder : folders) {
        finder.addFolder(folder);
    }
    return std::move(finder.found);
}

} // namespace diffusion
