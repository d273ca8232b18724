#include "app/train/data/vocabulary.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <set>

#include <QProcess>
#include <QString>
#include <QStringList>

#include "app/train/data/photo_set.h"
#include "app/train/scenes/scene_spec.h"
#include "diffusion/training/pair_shard.h"

namespace train {

namespace {

namespace fs = std::filesystem;
using core::ErrorCode;

core::Status run(const QString& program, const QStringList& arguments, const fs::path& input,
                 const fs::path& output)
{
    QProcess process;
    process.setStandardErrorFile(QProcess::nullDevice());
    if (!input.empty()) {
        process.setStandardInputFile(QString::fromStdString(input.string()));
    }
    if (!output.empty()) {
        process.setStandardOutputFile(QString::fromStdString(output.string()));
    }
    process.start(program, arguments);
    if (!process.waitForStarted(-1)) {
        return core::fail(ErrorCode::NotFound,
                          program.toStdString() + ": not found; install the package sentencepiece");
    }
    process.waitForFinished(-1);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        return core::fail(ErrorCode::Internal, program.toStdString() + ": failed");
    }
    return {};
}

/// What photographs and painted scenes are called.
std::set<std::string> allCaptions(const std::vector<PackedPhoto>& photos,
                                  const scenes::StampBook& stamps, int scenes)
{
    std::set<std::string> captions;
    for (const PackedPhoto& photo : photos) {
        if (!photo.caption.empty()) {
            captions.insert(photo.caption);
        }
    }
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(scenes); ++i) {
        const scenes::SceneSpec scene = scenes::randomScene(i, stamps);
        captions.insert(scenes::caption(scene, i));
        if (!scene.objects.empty()) {
            captions.insert(scenes::objectCaption(scene, i));
        }
    }
    return captions;
}

core::Status writeLines(const std::set<std::string>& lines, const fs::path& file)
{
    std::ofstream out(file, std::ios::trunc);
    for (const std::string& line : lines) {
        out << line << '\n';
    }
    out.close();
    if (!out) {
        return core::fail(ErrorCode::WriteFailed, file.string() + ": cannot be written");
    }
    return {};
}

core::Status joinColumns(const std::set<std::string>& captions, const fs::path& ids,
                         const fs::path& out)
{
    std::ifstream in(ids);
    const fs::path fresh = fs::path(out).concat(".new");
    std::ofstream table(fresh, std::ios::trunc);
    std::string line;
    for (const std::string& caption : captions) {
        std::getline(in, line);
        table << caption << '\t' << line << '\n';
    }
    table.close();
    std::error_code moved;
    if (in && table) {
        fs::rename(fresh, out, moved);
    }
    if (!in || !table || moved) {
        return core::fail(ErrorCode::WriteFailed, out.string() + ": cannot be written");
    }
    return {};
}

} // namespace

core::Status makeVocabulary(const std::string& work, const scenes::StampBook& stamps,
                            const VocabularyOptions& options)
{
    const fs::path folder(work);
    const auto photos = readPhotoSet((folder / "photos.pack").string());
    if (!photos) {
        return core::fail(photos.error());
    }
    const std::set<std::string> captions = allCaptions(*photos, stamps, options.sceneCaptions);
    const fs::path text = folder / "captions.txt";
    if (core::Status written = writeLines(captions, text); !written) {
        return written;
    }
    const QStringList training{
        QStringLiteral("--input=") + QString::fromStdString(text.string()),
        QStringLiteral("--model_prefix=") + QString::fromStdString((folder / "spiece").string()),
        QStringLiteral("--vocab_size=%1").arg(options.pieces),
        QStringLiteral("--model_type=unigram"),
        QStringLiteral("--normalization_rule_name=nmt_nfkc_cf"), // folds case
        QStringLiteral("--pad_id=0"),
        QStringLiteral("--unk_id=1"),
        QStringLiteral("--bos_id=2"),
        QStringLiteral("--eos_id=3"),
        QStringLiteral("--character_coverage=1.0"),
        QStringLiteral("--num_threads=1")};
    return run(QStringLiteral("spm_train"), training, {}, {});
}

core::Status encodeCaptions(const std::string& work)
{
    const fs::path folder(work);
    std::set<std::string> captions;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder, error)) {
        if (entry.path().extension() != ".safetensors" ||
            !entry.path().filename().string().starts_with("pairs-")) {
            continue;
        }
        const auto shard = diffusion::training::readPairShard(entry.path().string());
        if (!shard) {
            return core::fail(shard.error());
        }
        captions.insert(shard->captions.begin(), shard->captions.end());
    }
    captions.erase(std::string());
    if (captions.empty()) {
        return writeLines({}, folder / "captions.tsv");
    }
    const fs::path text = folder / "captions.txt";
    const fs::path ids = folder / "captions.ids";
    if (core::Status written = writeLines(captions, text); !written) {
        return written;
    }
    const QStringList encoding{QStringLiteral("--model=") +
                                   QString::fromStdString((folder / "spiece.model").string()),
                               QStringLiteral("--output_format=id")};
    if (core::Status made = run(QStringLiteral("spm_encode"), encoding, text, ids); !made) {
        return made;
    }
    return joinColumns(captions, ids, folder / "captions.tsv");
}

} // namespace train
