#include "ui/generate/generation_history.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QPointer>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUuid>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/commands/add_layer.h"
#include "ui/fill_recipe.h"
#include "ui/generate/fill_scene.h"

namespace ui {

namespace {

constexpr int kThumbnailSide = 128;
constexpr qint64 kMostDescription = 1 << 20; ///< bytes of a file that says how; larger is none

core::Result<qint64> save(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return core::fail(core::ErrorCode::WriteFailed,
                          path.toStdString() + ": " + file.errorString().toStdString());
    }
    return bytes.size();
}

QByteArray encoded(const QImage& image, const char* format, int quality)
{
    QByteArray out;
    QBuffer buffer(&out);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, quality);
    return out;
}

/// All layers of a result as one picture over what they cover together.
QImage flattened(const std::vector<core::Layer>& layers, const core::Rect& area)
{
    QImage out(area.width, area.height, QImage::Format_ARGB32_Premultiplied);
    out.fill(Qt::transparent);
    QPainter painter(&out);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (const core::Layer& layer : layers) {
        const core::Rect b = layer.bounds();
        painter.drawImage(QRectF(b.x - area.x, b.y - area.y, b.width, b.height),
                          layerPicture(layer));
    }
    return out;
}

QByteArray descriptionOf(const HistoryEntry& entry)
{
    const QJsonObject recipe =
        QJsonDocument::fromJson(QByteArray::fromStdString(core::recipeToJson(entry.recipe))).object();
    return QJsonDocument(QJsonObject{
                             {QStringLiteral("document"), entry.document},
                             {QStringLiteral("when"), entry.when.toString(Qt::ISODateWithMs)},
                             {QStringLiteral("x"), entry.area.x},
                             {QStringLiteral("y"), entry.area.y},
                             {QStringLiteral("width"), entry.area.width},
                             {QStringLiteral("height"), entry.area.height},
                             {QStringLiteral("recipe"), recipe},
                         })
        .toJson(QJsonDocument::Compact);
}

std::optional<HistoryEntry> readEntry(const QFileInfo& file)
{
    QFile in(file.absoluteFilePath());
    if (file.size() > kMostDescription || !in.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    const QJsonObject object = QJsonDocument::fromJson(in.readAll()).object();
    const QJsonObject recipe = object.value(QStringLiteral("recipe")).toObject();
    auto known = core::recipeFromJson(
        QJsonDocument(recipe).toJson(QJsonDocument::Compact).toStdString());
    const QString base = file.absolutePath() + QLatin1Char('/') + file.completeBaseName();
    const QFileInfo picture(base + QStringLiteral(".png"));
    if (!known || !picture.isFile()) {
        return std::nullopt;
    }
    HistoryEntry out;
    out.id = file.completeBaseName();
    out.document = object.value(QStringLiteral("document")).toString();
    out.when = QDateTime::fromString(object.value(QStringLiteral("when")).toString(),
                                     Qt::ISODateWithMs);
    out.recipe = std::move(*known);
    out.area = {object.value(QStringLiteral("x")).toInt(), object.value(QStringLiteral("y")).toInt(),
                object.value(QStringLiteral("width")).toInt(),
                object.value(QStringLiteral("height")).toInt()};
    const QString small = base + QStringLiteral(".jpg");
    out.thumbnail = QImage(small);
    out.bytes = file.size() + picture.size() + QFileInfo(small).size();
    return out;
}

core::Result<std::vector<HistoryEntry>> readAll(const QString& folder)
{
    std::vector<HistoryEntry> out;
    for (const QFileInfo& file :
         QDir(folder).entryInfoList({QStringLiteral("*.json")}, QDir::Files)) {
        if (auto entry = readEntry(file)) {
            out.push_back(std::move(*entry));
        }
    }
    std::sort(out.begin(), out.end(),
              [](const HistoryEntry& a, const HistoryEntry& b) { return a.when > b.when; });
    return out;
}

core::Result<HistoryEntry> writeEntry(const QString& folder, HistoryEntry entry,
                                      const std::vector<core::Layer>& layers)
{
    QDir().mkpath(folder);
    const QString base = QDir(folder).filePath(entry.id);
    const QByteArray picture = encoded(flattened(layers, entry.area), "PNG", 60);
    const QImage small = entry.thumbnail.scaled(kThumbnailSide, kThumbnailSide, Qt::KeepAspectRatio,
                                                Qt::SmoothTransformation);
    const QByteArray thumbnail = encoded(small, "JPG", 85);
    const QByteArray description = descriptionOf(entry);
    // What says how comes last: without it the others do not count.
    for (const auto& [ending, bytes] :
         {std::pair{".png", picture}, std::pair{".jpg", thumbnail}, std::pair{".json", description}}) {
        core::Result<qint64> saved = save(base + QLatin1String(ending), bytes);
        if (!saved) {
            return core::fail(saved.error());
        }
        entry.bytes += *saved;
    }
    return entry;
}

} // namespace

bool matches(const HistoryEntry& entry, const QString& query)
{
    const QString all =
        QStringList{QString::fromStdString(entry.recipe.prompt),
                    QString::fromStdString(entry.recipe.action),
                    QString::fromStdString(entry.recipe.modelTitle), entry.document,
                    QString::number(entry.recipe.seed.value_or(0)),
                    entry.when.toString(Qt::ISODate)}
            .join(QLatin1Char(' '));
    const QStringList words = query.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&](const QString& word) {
        return all.contains(word, Qt::CaseInsensitive);
    });
}

GenerationHistory::GenerationHistory(QObject* parent)
    : QObject(parent), m_background(std::make_unique<Background>(1))
{
}

GenerationHistory::~GenerationHistory()
{
    m_background.reset();
}

QString GenerationHistory::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QStringLiteral("/stillwater/history");
}

void GenerationHistory::open(const QString& folder)
{
    m_folder = folder;
    m_background->run(
        this, [folder](const std::stop_token&) { return readAll(folder); },
        [this](core::Result<std::vector<HistoryEntry>> found) {
            if (found) {
                m_entries.insert(m_entries.end(), found->begin(), found->end());
                keepToBudget();
                Q_EMIT changed();
            }
        });
}

void GenerationHistory::setBudget(qint64 bytes)
{
    m_budget = std::max<qint64>(0, bytes);
    keepToBudget();
    Q_EMIT changed();
}

qint64 GenerationHistory::usedBytes() const
{
    qint64 sum = 0;
    for (const HistoryEntry& entry : m_entries) {
        sum += entry.bytes;
    }
    return sum;
}

void GenerationHistory::add(const FillOutcome& outcome, int candidate)
{
    const FillCandidate& made = outcome.candidates[static_cast<std::size_t>(candidate)];
    if (m_folder.isEmpty() || made.copyOnly || made.layers.empty()) {
        return;
    }
    HistoryEntry entry;
    entry.when = QDateTime::currentDateTimeUtc();
    entry.id = entry.when.toString(QStringLiteral("yyyyMMddHHmmsszzz-")) +
               QUuid::createUuid().toString(QUuid::Id128).left(6);
    entry.document = outcome.session ? outcome.session->name() : QString();
    entry.recipe = core::recipeFromJson(made.layers.front().recipe).value_or(core::Recipe());
    core::Rect area;
    for (const core::Layer& layer : made.layers) {
        area = area.united(layer.bounds());
    }
    std::vector<core::Layer> layers = made.layers;
    entry.area = area;
    entry.thumbnail = made.thumbnail;
    m_background->run(
        this,
        [folder = m_folder, entry, layers = std::move(layers)](const std::stop_token&) mutable {
            if (entry.thumbnail.isNull()) {
                entry.thumbnail = flattened(layers, entry.area);
            }
            return writeEntry(folder, std::move(entry), layers);
        },
        [this](core::Result<HistoryEntry> written) {
            if (!written) {
                Q_EMIT failed(QString::fromStdString(written.error().message));
                return;
            }
            m_entries.insert(m_entries.begin(), std::move(*written));
            keepToBudget();
            Q_EMIT changed();
        });
}

std::vector<HistoryEntry> GenerationHistory::find(const QString& query,
                                                  const QString& document) const
{
    std::vector<HistoryEntry> out;
    for (const HistoryEntry& entry : m_entries) {
        if ((document.isEmpty() || entry.document == document) && matches(entry, query)) {
            out.push_back(entry);
        }
    }
    return out;
}

void GenerationHistory::keepToBudget()
{
    qint64 used = usedBytes();
    while (used > m_budget && !m_entries.empty()) {
        used -= m_entries.back().bytes;
        dropFiles(m_entries.back().id);
        m_entries.pop_back();
    }
}

void GenerationHistory::dropFiles(const QString& id)
{
    m_background->run(
        this,
        [base = QDir(m_folder).filePath(id)](const std::stop_token&) -> core::Result<bool> {
            for (const char* ending : {".json", ".png", ".jpg"}) {
                QFile::remove(base + QLatin1String(ending));
            }
            return true;
        },
        [](const core::Result<bool>&) {});
}

void GenerationHistory::remove(const QString& id)
{
    if (std::erase_if(m_entries, [&](const HistoryEntry& one) { return one.id == id; }) > 0) {
        dropFiles(id);
        Q_EMIT changed();
    }
}

void GenerationHistory::clear()
{
    for (const HistoryEntry& entry : m_entries) {
        dropFiles(entry.id);
    }
    m_entries.clear();
    Q_EMIT changed();
}

void GenerationHistory::putInto(const QString& id, DocumentSession& session)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const HistoryEntry& one) { return one.id == id; });
    if (found == m_entries.end()) {
        return;
    }
    m_background->run(
        this,
        [path = QDir(m_folder).filePath(id + QStringLiteral(".png")), entry = *found,
         format = session.document().format()](const std::stop_token&) -> core::Result<core::Layer> {
            const QImage image = QImage(path).convertToFormat(QImage::Format_RGBA8888);
            if (image.isNull()) {
                return core::fail(core::ErrorCode::Unreadable,
                                  path.toStdString() + ": the picture cannot be read");
            }
            core::Layer layer;
            core::TiledImage pixels({image.width(), image.height()}, core::PixelFormat::Rgba8);
            for (int y = 0; y < image.height(); ++y) {
                pixels.writeRow(0, y, image.width(), image.constScanLine(y));
            }
            layer.pixels = pixels.format() == format ? std::move(pixels) : pixels.converted(format);
            layer.offset = {entry.area.x, entry.area.y};
            layer.recipe = core::recipeToJson(entry.recipe);
            layer.properties.name =
                layerName(paramsOf(entry.recipe), entry.recipe.seed.value_or(0)).toStdString();
            return layer;
        },
        [this, id, guard = QPointer<DocumentSession>(&session)](core::Result<core::Layer> layer) {
            if (!layer) {
                Q_EMIT failed(QString::fromStdString(layer.error().message));
            } else if (guard) {
                const auto top = static_cast<int>(guard->document().layers().size());
                guard->history().push(
                    std::make_unique<core::AddLayer>(std::move(*layer), top, "From history"));
                Q_EMIT placed(id);
            }
        });
}

} // namespace ui
