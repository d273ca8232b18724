#include "architecture/source_rules.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <regex>
#include <set>

#include "architecture/source_text.h"

namespace architecture {

namespace {

namespace fs = std::filesystem;

constexpr const char* kRoots[] = {"core", "diffusion", "ui", "app", "tests"};
constexpr const char* kFamilies = "diffusion/engine/families/";

/// Libraries that only some folders may see; whatever else stands in <> is the standard library or
/// the system's. A name belongs to a library if it starts with one of these.
struct Library {
    const char* name;
    std::vector<std::string> starts;
};

const std::vector<Library>& libraries()
{
    static const std::vector<Library> kLibraries = {
        {"torch", {"ATen/", "torch/", "c10/", "caffe2/"}},
        {"OpenImageIO", {"OpenImageIO/"}},
        {"Exiv2", {"exiv2/"}},
        {"libzip", {"zip.h"}},
        {"pugixml", {"pugixml"}},
        {"Little CMS", {"lcms2"}},
        {"OpenCV", {"opencv2/"}},
        {"sentencepiece", {"sentencepiece"}},
        {"nlohmann", {"nlohmann/"}},
        {"CLI11", {"CLI/"}},
        {"expected", {"tl/expected"}},
    };
    return kLibraries;
}

/// One row of the table: files whose path starts with `folder` may include project headers that
/// start with one of `project`, but with none of `except`, and these libraries. The longest folder
/// that fits counts.
struct Arrow {
    std::string folder;
    std::vector<std::string> project;
    std::vector<std::string> except;
    std::vector<std::string> libraries;
};

const std::vector<std::string>& enginePublic()
{
    static const std::vector<std::string> kHeaders = {"diffusion/fill_service.h",
                                                      "diffusion/least_context.h"};
    return kHeaders;
}

const std::vector<Arrow>& arrows()
{
    static const std::vector<Arrow> kArrows = {
        {"core/", {"core/"}, {"core/io/", "core/exemplar/", "core/vision/"}, {}},
        {"core/base/", {"core/base/"}, {}, {"expected"}},
        {"core/exemplar/", {"core/base/", "core/exemplar/"}, {}, {}},
        {"core/io/",
         {"core/"},
         {"core/exemplar/"},
         {"OpenImageIO", "Exiv2", "libzip", "pugixml", "Little CMS", "nlohmann"}},
        {"core/vision/",
         {"core/base/", "core/selection/foreground_cut.h", "core/vision/"},
         {},
         {"OpenCV"}},
        {"diffusion/generation_state.h", {}, {}, {}},
        {"diffusion/fill_request.h", {"core/base/", "diffusion/generation_state.h"}, {}, {}},
        {"diffusion/model_info.h", {"core/base/", "diffusion/fill_request.h"}, {}, {}},
        {"diffusion/fill_service.h",
         {"core/base/", "diffusion/fill_request.h", "diffusion/generation_state.h",
          "diffusion/model_info.h"},
         {},
         {}},
        {"diffusion/least_context.h", {"diffusion/model_info.h"}, {}, {}},
        {"diffusion/engine.h", {"core/base/", "diffusion/fill_service.h"}, {}, {}},
        {"diffusion/model_catalogue.h",
         {"core/base/", "diffusion/fill_service.h", "diffusion/engine.h"},
         {},
         {}},
        {"diffusion/", {"core/base/", "diffusion/"}, {}, {"torch", "nlohmann", "sentencepiece"}},
        {"ui/", {"core/", "ui/", enginePublic()[0], enginePublic()[1]}, {}, {"Qt"}},
        {"app/",
         {"core/", "ui/", "app/", enginePublic()[0], enginePublic()[1], "diffusion/engine.h",
          "diffusion/model_catalogue.h"},
         {},
         {"Qt", "CLI11", "nlohmann"}},
        {"app/train/",
         {"core/", "app/", enginePublic()[0], enginePublic()[1], "diffusion/engine.h",
          "diffusion/training/"},
         {},
         {"Qt", "CLI11", "nlohmann", "OpenCV"}},
    };
    return kArrows;
}

bool startsWith(const std::string& text, const std::string& start)
{
    return text.compare(0, start.size(), start) == 0;
}

bool startsWithAny(const std::string& text, const std::vector<std::string>& starts)
{
    return std::any_of(starts.begin(), starts.end(),
                       [&](const std::string& start) { return startsWith(text, start); });
}

/// Empty for the standard library and the system.
std::string libraryOf(const std::string& include)
{
    static const std::regex qt("^(Qt|Q[A-Z]|q[a-z]+\\.h|ui_)");
    if (std::regex_search(include, qt)) {
        return "Qt";
    }
    for (const Library& library : libraries()) {
        if (startsWithAny(include, library.starts)) {
            return library.name;
        }
    }
    return {};
}

bool isSource(const std::string& path)
{
    const std::string ending = fs::path(path).extension().string();
    return ending == ".h" || ending == ".cpp";
}

bool isProjectHeader(const std::string& name)
{
    return std::any_of(std::begin(kRoots), std::end(kRoots),
                       [&](const char* root) { return startsWith(name, std::string(root) + "/"); });
}

const Arrow* arrowFor(const std::string& path)
{
    const Arrow* out = nullptr;
    for (const Arrow& arrow : arrows()) {
        const bool longer = out == nullptr || arrow.folder.size() > out->folder.size();
        if (startsWith(path, arrow.folder) && longer) {
            out = &arrow;
        }
    }
    return out;
}

/// Empty if the file of this arrow may include it.
std::string problemWith(const Arrow& arrow, const Include& include)
{
    if (isProjectHeader(include.name)) {
        const bool allowed = startsWithAny(include.name, arrow.project) &&
                             !startsWithAny(include.name, arrow.except);
        return allowed ? "" : "may not include " + include.name;
    }
    const std::string library = libraryOf(include.name);
    if (!library.empty()) {
        const bool allowed =
            std::count(arrow.libraries.begin(), arrow.libraries.end(), library) > 0;
        return allowed ? "" : "may not include " + include.name + " (" + library + ")";
    }
    // A moc file is the only quoted name that does not start at the root.
    const bool relative = include.quoted && fs::path(include.name).extension() != ".moc";
    return relative ? "includes \"" + include.name + "\"; names start at the root of the tree" : "";
}

long lineCount(const std::string& text)
{
    return std::count(text.begin(), text.end(), '\n');
}

/// Files where everything meets and that grow if nobody looks.
bool isHub(const std::string& path)
{
    static const std::set<std::string> kHubs = {
        "main_window.cpp", "canvas_view.cpp",      "fill_controller.cpp", "engine.cpp",
        "document.cpp",    "inpaint_pipeline.cpp", "application.cpp",     "registry.cpp"};
    return kHubs.count(fs::path(path).filename().string()) > 0;
}

} // namespace

Tree readTree(const std::string& root)
{
    Tree out;
    for (const char* folder : kRoots) {
        const fs::path start = fs::path(root) / folder;
        if (!fs::exists(start)) {
            continue;
        }
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(start)) {
            const std::string path = fs::relative(entry.path(), root).generic_string();
            if (!entry.is_regular_file() ||
                !(isSource(path) || entry.path().filename() == "README.md")) {
                continue;
            }
            std::ifstream file(entry.path(), std::ios::binary);
            out[path] = {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        }
    }
    return out;
}

Violations includeViolations(const Tree& tree)
{
    Violations out;
    for (const auto& [path, text] : tree) {
        const Arrow* arrow = isSource(path) ? arrowFor(path) : nullptr;
        if (arrow == nullptr) {
            continue;
        }
        for (const Include& include : includesOf(text)) {
            const std::string problem = problemWith(*arrow, include);
            if (!problem.empty()) {
                out.push_back(path + ": " + problem);
            }
        }
    }
    return out;
}

Violations torchLeaks(const Tree& tree)
{
    std::map<std::string, std::vector<Include>> includes;
    for (const auto& [path, text] : tree) {
        if (isSource(path)) {
            includes[path] = includesOf(text);
        }
    }
    std::set<std::string> clean;
    /// The way from `path` to a torch header, or empty.
    const std::function<std::string(const std::string&)> wayToTorch =
        [&](const std::string& path) -> std::string {
        if (!clean.insert(path).second) {
            return {};
        }
        for (const Include& include : includes[path]) {
            if (libraryOf(include.name) == "torch") {
                return path + " -> " + include.name;
            }
            const std::string further =
                isProjectHeader(include.name) ? wayToTorch(include.name) : std::string();
            if (!further.empty()) {
                return path + " -> " + further;
            }
        }
        return {};
    };

    Violations out;
    for (const auto& [path, text] : tree) {
        clean.clear();
        if (isSource(path) && startsWithAny(path, {"core/", "ui/", "app/"})) {
            const std::string way = wayToTorch(path);
            if (!way.empty()) {
                out.push_back(path + ": reaches libtorch: " + way);
            }
        }
    }
    return out;
}

Violations sizeViolations(const Tree& tree)
{
    Violations out;
    for (const auto& [path, text] : tree) {
        const long limit = isHub(path) ? 400 : 600;
        if (isSource(path) && lineCount(text) > limit) {
            out.push_back(path + ": " + std::to_string(lineCount(text)) + " lines, at most " +
                          std::to_string(limit));
        }
    }
    return out;
}

Violations familyLeaks(const Tree& tree)
{
    static const std::regex id("^[a-z0-9]+(-[a-z0-9]+)+$");
    std::set<std::string> ids;
    for (const auto& [path, text] : tree) {
        if (isSource(path) && startsWith(path, kFamilies)) {
            for (const std::string& literal : literalsOf(text)) {
                if (std::regex_match(literal, id)) {
                    ids.insert(literal);
                }
            }
        }
    }
    Violations out;
    for (const auto& [path, text] : tree) {
        if (!isSource(path) || startsWith(path, kFamilies) || startsWith(path, "tests/")) {
            continue;
        }
        for (const std::string& literal : literalsOf(text)) {
            if (ids.count(literal) > 0) {
                out.push_back(path + ": names the model family \"" + literal + "\"");
            }
        }
    }
    return out;
}

Violations missingReadmes(const Tree& tree)
{
    std::set<std::string> folders;
    for (const auto& [path, text] : tree) {
        if (isSource(path)) {
            folders.insert(fs::path(path).parent_path().generic_string());
        }
    }
    Violations out;
    for (const std::string& folder : folders) {
        if (tree.count(folder + "/README.md") == 0) {
            out.push_back(folder + ": has no README.md");
        }
    }
    return out;
}

} // namespace architecture
