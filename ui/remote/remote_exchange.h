#pragma once

/// A generation in the words of the images API: POST /v1/images/generations with JSON, POST
/// /v1/images/edits with a form of image, mask and words. Pure functions; any thread.

#include <QByteArray>
#include <QImage>
#include <QUrl>

#include <functional>
#include <vector>

#include "core/base/result.h"
#include "diffusion/fill_service.h"
#include "ui/remote/remote_server.h"

namespace ui {

/// One field of a form; a file where it has a name.
struct FormPart {
    QByteArray field;
    QByteArray value;
    QByteArray fileName;
    QByteArray type; ///< of a file
};

struct RemoteCall {
    QUrl url;
    QByteArray json;             ///< the body, where there is no form
    std::vector<FormPart> form;
    QSize asked;                 ///< pixels of the picture that is asked for
    QRect used;                  ///< the part of it that shows the request's image
};

/// Errors: Unsupported for what the API has no words for.
[[nodiscard]] core::Result<RemoteCall> callFor(const RemoteServer& server,
                                               const diffusion::FillRequest& request);

/// What an answer holds: a picture, or where it is to be fetched.
struct RemoteAnswer {
    QImage picture;
    QUrl url;
};

/// Errors: Unreadable for what is no such answer, or what the server says went wrong.
[[nodiscard]] core::Result<RemoteAnswer> answerOf(const QByteArray& body);
/// One sentence for an answer that is no success.
[[nodiscard]] core::Error errorOfAnswer(int status, const QByteArray& body);

/// The server's picture as the request's image: cut, resized, (H, W, 3) in [0, 1].
[[nodiscard]] core::PixelBuffer pixelsOf(const QImage& picture, const RemoteCall& call,
                                         core::Size size);

} // namespace ui
