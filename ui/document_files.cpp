#include "ui/document_files.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPointer>

#include <utility>

namespace ui {

namespace {

/// Background work must be copyable until it runs.
struct Opened {
    std::shared_ptr<core::OpenedDocument> document;
};
struct Done {};

} // namespace

DocumentFiles::DocumentFiles(Workspace& workspace, const core::ImageCodec& codec,
                             Background& background, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_codec(codec), m_background(background)
{
}

void DocumentFiles::open(const QString& path)
{
    m_opening = QFileInfo(path).fileName();
    const std::uint64_t number = ++m_openings;
    Q_EMIT openingChanged();
    m_background.run(
        this,
        [&codec = m_codec,
         file = path.toStdString()](const std::stop_token& stop) -> core::Result<Opened> {
            core::ReadOptions options;
            options.stop = stop;
            core::Result<core::OpenedDocument> opened = core::openDocument(file, codec, options);
            if (!opened) {
                return core::fail(opened.error());
            }
            return Opened{std::make_shared<core::OpenedDocument>(std::move(*opened))};
        },
        [this, path, number](core::Result<Opened> opened) {
            if (number != m_openings) {
                return; // another file was asked for meanwhile
            }
            m_opening.clear();
            Q_EMIT openingChanged();
            if (opened) {
                take(path, std::move(*opened->document));
            } else {
                Q_EMIT failed(QString::fromStdString(opened.error().message));
            }
        });
}

void DocumentFiles::take(const QString& path, core::OpenedDocument opened)
{
    const QString layered = opened.isLayered ? path : QString();
    if (!opened.isLayered && !opened.document->layers().empty()) {
        const core::LayerRef photo = opened.document->layers().front();
        core::LayerProperties named = photo->properties; // core speaks English only
        named.name = QCoreApplication::translate("Layers", "Background").toStdString();
        opened.document->setLayerProperties(photo->id, std::move(named));
    }
    m_workspace.setSession(std::make_unique<DocumentSession>(std::move(opened.document), layered,
                                                             QFileInfo(path).fileName()));
    Q_EMIT this->opened(path);
    if (!opened.warnings.empty()) {
        Q_EMIT warned(QString::fromStdString(opened.warnings.front()));
    }
}

void DocumentFiles::save(const QString& path, std::function<void(bool)> then)
{
    DocumentSession* session = m_workspace.session();
    if (session == nullptr || m_writing) {
        if (m_writing) {
            Q_EMIT failed(tr("The previous save has not finished yet. Try again in a moment."));
        }
        if (then) {
            then(false);
        }
        return;
    }
    m_writing = true;
    const core::DocumentSnapshot snapshot = session->document().snapshot();
    m_background.run(
        this,
        [&codec = m_codec, snapshot,
         file = path.toStdString()](const std::stop_token&) -> core::Result<Done> {
            const core::Status status = core::saveDocument(snapshot, file, codec);
            return status ? core::Result<Done>(Done{}) : core::fail(status.error());
        },
        [this, path, then = std::move(then), revision = snapshot.revision,
         guard = QPointer<DocumentSession>(session)](core::Result<Done> done) {
            m_writing = false;
            if (done) {
                if (guard) {
                    guard->markSaved(path, revision);
                }
                Q_EMIT saved(path);
            } else {
                Q_EMIT failed(QString::fromStdString(done.error().message));
            }
            if (then) {
                then(done.has_value());
            }
        });
}

void DocumentFiles::exportTo(const QString& path, const core::ExportOptions& options)
{
    DocumentSession* session = m_workspace.session();
    if (session == nullptr || m_writing) {
        return;
    }
    m_writing = true;
    m_background.run(
        this,
        [&codec = m_codec, snapshot = session->document().snapshot(), options,
         file = path.toStdString()](const std::stop_token&) -> core::Result<Done> {
            const core::Status status = core::exportFlat(snapshot, file, codec, options);
            return status ? core::Result<Done>(Done{}) : core::fail(status.error());
        },
        [this, path](core::Result<Done> done) {
            m_writing = false;
            if (done) {
                Q_EMIT exported(path);
            } else {
                Q_EMIT failed(QString::fromStdString(done.error().message));
            }
        });
}

} // namespace ui
