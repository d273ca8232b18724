#pragma once

/// What to fetch for a model: from a repository's list of files, or one file by its address. Pure
/// functions; any thread.

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <vector>

#include "core/base/result.h"

namespace ui {

struct ModelFile {
    QString path;     ///< below the model's folder, with forward slashes
    QUrl url;
    qint64 size = -1; ///< bytes; negative = not known before
    QString sha256;   ///< lower case; empty = not known
};

/// What the user typed: "owner/name", "owner/name@revision", or the address of a file or repository.
struct ModelSource {
    QString repository; ///< "owner/name"; empty for a file by its address
    QString revision = QStringLiteral("main");
    QUrl file;          ///< of a single file

    /// What the folder, or the file, is called.
    [[nodiscard]] QString name() const;
};

/// Errors: InvalidArgument.
[[nodiscard]] core::Result<ModelSource> modelSourceOf(const QString& typed);

/// Where the list of a repository's files is.
[[nodiscard]] QUrl listingUrl(const QUrl& hub, const ModelSource& source);

/// The files that the engine reads, of those in the list: of several forms of one network the one in
/// safetensors, and the smaller of two precisions only where there is no other. Errors: Unreadable;
/// NotFound where there are no weights; InvalidArgument for names that lead out of the folder.
[[nodiscard]] core::Result<std::vector<ModelFile>>
filesOf(const QUrl& hub, const ModelSource& source, const QByteArray& listing);

} // namespace ui
