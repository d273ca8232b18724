#include "app/train/data/packages.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <QProcess>
#include <QString>
#include <QStringList>

#include "app/train/data/rcc_archive.h"
#include "core/io/atomic_file.h"

namespace train {

namespace {

namespace fs = std::filesystem;
using core::ErrorCode;

constexpr std::int64_t kMaxArchive = std::int64_t{1} << 30;

bool run(const QString& program, const QStringList& arguments, const fs::path& folder)
{
    QProcess process;
    process.setWorkingDirectory(QString::fromStdString(folder.string()));
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
    return process.waitForFinished(-1) && process.exitStatus() == QProcess::NormalExit &&
           process.exitCode() == 0;
}

fs::path findDeb(const fs::path& folder, const std::string& package)
{
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(package + "_") && name.ends_with(".deb")) {
            return entry.path();
        }
    }
    return {};
}

/// "/gcompris/src/a/b/c.webp" -> "a__b__c.webp"
std::string flatName(const std::string& path)
{
    std::size_t start = path.size();
    for (int part = 0; part < 3 && start != std::string::npos && start > 0; ++part) {
        start = path.find_last_of('/', start - 1);
    }
    std::string name = start == std::string::npos ? path : path.substr(start + 1);
    for (std::size_t at = name.find('/'); at != std::string::npos; at = name.find('/', at)) {
        name.replace(at, 1, "__");
    }
    return name;
}

core::Status unpackArchive(const fs::path& file)
{
    const auto bytes = core::readWholeFile(file.string(), kMaxArchive);
    if (!bytes) {
        return core::fail(bytes.error());
    }
    const auto files = readRccArchive(*bytes);
    if (!files) {
        return core::fail(ErrorCode::Unreadable, file.string() + ": " + files.error().message);
    }
    const fs::path folder = file.parent_path() / file.stem();
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    for (const ArchivedFile& inside : *files) {
        std::ofstream out(folder / flatName(inside.path), std::ios::binary);
        out.write(reinterpret_cast<const char*>(inside.bytes.data()),
                  static_cast<std::streamsize>(inside.bytes.size()));
        if (!out) {
            return core::fail(ErrorCode::WriteFailed, folder.string() + ": cannot be written");
        }
    }
    return {};
}

core::Status fetch(const fs::path& work, const std::string& package)
{
    const fs::path root = work / "root" / package;
    if (fs::exists(root)) {
        return {};
    }
    const fs::path debs = work / "debs";
    fs::create_directories(debs);
    fs::path deb = findDeb(debs, package);
    if (deb.empty()) {
        const bool got = run(QStringLiteral("apt-get"),
                             {QStringLiteral("download"), QString::fromStdString(package)}, debs);
        deb = findDeb(debs, package);
        if (!got || deb.empty()) {
            return core::fail(ErrorCode::NotFound, package + ": apt-get cannot download it");
        }
    }
    fs::create_directories(root);
    if (!run(QStringLiteral("dpkg"),
             {QStringLiteral("-x"), QString::fromStdString(deb.string()),
              QString::fromStdString(root.string())},
             debs)) {
        fs::remove_all(root);
        return core::fail(ErrorCode::Unreadable, deb.string() + ": dpkg cannot unpack it");
    }
    for (const std::string& file : packageFiles(work.string(), package)) {
        if (file.ends_with(".rcc")) {
            if (core::Status unpacked = unpackArchive(file); !unpacked) {
                return unpacked;
            }
        }
    }
    return {};
}

} // namespace

std::vector<std::string> packageFiles(const std::string& work, const std::string& package)
{
    std::vector<std::string> files;
    std::error_code error;
    const fs::path root = fs::path(work) / "root" / package;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root, error)) {
        if (entry.is_regular_file() && !entry.is_symlink()) {
            files.push_back(entry.path().string());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

core::Status fetchPackages(const std::string& work, const std::vector<std::string>& packages)
{
    try {
        const fs::path absolute = fs::absolute(work);
        for (const std::string& package : packages) {
            if (core::Status fetched = fetch(absolute, package); !fetched) {
                return fetched;
            }
        }
    } catch (const fs::filesystem_error& error) {
        return core::fail(ErrorCode::WriteFailed, error.what());
    }
    return {};
}

} // namespace train
