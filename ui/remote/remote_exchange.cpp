#include "ui/remote/remote_exchange.h"

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr int kMultiple = 8;          ///< sizes that all such servers can make
constexpr qsizetype kMostMessage = 300;

QImage toImage(const core::PixelBuffer& pixels)
{
    QImage out(pixels.width(), pixels.height(), QImage::Format_RGBA8888);
    for (int y = 0; y < out.height(); ++y) {
        uchar* row = out.scanLine(y);
        for (int x = 0; x < out.width(); ++x) {
            for (int c = 0; c < 3; ++c) {
                row[4 * x + c] = static_cast<uchar>(
                    std::lround(std::clamp(pixels.at(x, y)[c], 0.0F, 1.0F) * 255.0F));
            }
            row[4 * x + 3] = 255;
        }
    }
    return out;
}

/// Transparent where the server is to paint.
QImage toMask(const core::PixelBuffer& mask)
{
    QImage out(mask.width(), mask.height(), QImage::Format_RGBA8888);
    for (int y = 0; y < out.height(); ++y) {
        uchar* row = out.scanLine(y);
        for (int x = 0; x < out.width(); ++x) {
            row[4 * x] = row[4 * x + 1] = row[4 * x + 2] = 255;
            row[4 * x + 3] = *mask.at(x, y) > 0.0F ? 0 : 255;
        }
    }
    return out;
}

QByteArray png(const QImage& image)
{
    QByteArray out;
    QBuffer buffer(&out);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return out;
}

/// The size that is asked for and where in it the picture lies.
void layOut(const RemoteServer& server, core::Size size, RemoteCall& call)
{
    const double scale = static_cast<double>(server.side) / std::max(size.width, size.height);
    const auto reduced = [&](int side) {
        const int wanted = static_cast<int>(std::lround(side * scale));
        return server.square ? std::clamp(wanted, 1, server.side)
                             : std::max(1, (wanted + kMultiple / 2) / kMultiple) * kMultiple;
    };
    const QSize used(reduced(size.width), reduced(size.height));
    call.asked = server.square ? QSize(server.side, server.side) : used;
    call.used = QRect(QPoint((call.asked.width() - used.width()) / 2,
                             (call.asked.height() - used.height()) / 2),
                      used);
}

/// `image` in its place, its edges continued to the sides of the square.
QImage placed(const QImage& image, const RemoteCall& call, Qt::TransformationMode mode)
{
    const QImage scaled = image.scaled(call.used.size(), Qt::IgnoreAspectRatio, mode)
                              .convertToFormat(QImage::Format_RGBA8888);
    if (call.used.size() == call.asked) {
        return scaled;
    }
    QImage out(call.asked, QImage::Format_RGBA8888);
    for (int y = 0; y < out.height(); ++y) {
        const int sy = std::clamp(y - call.used.top(), 0, scaled.height() - 1);
        for (int x = 0; x < out.width(); ++x) {
            const int sx = std::clamp(x - call.used.left(), 0, scaled.width() - 1);
            std::copy_n(scaled.constScanLine(sy) + 4 * sx, 4, out.scanLine(y) + 4 * x);
        }
    }
    return out;
}

QImage placedMask(const QImage& mask, const RemoteCall& call)
{
    QImage out(call.asked, QImage::Format_RGBA8888);
    out.fill(Qt::white);
    QPainter painter(&out);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.drawImage(call.used.topLeft(), mask.scaled(call.used.size(), Qt::IgnoreAspectRatio,
                                                       Qt::FastTransformation));
    return out;
}

QUrl endpoint(const RemoteServer& server, const char* path)
{
    QUrl url = server.url;
    QString base = url.path();
    while (base.endsWith(QLatin1Char('/'))) {
        base.chop(1);
    }
    if (!base.endsWith(QLatin1String("/v1"))) {
        base += QLatin1String("/v1");
    }
    url.setPath(base + QLatin1String(path));
    return url;
}

QString promptOf(const diffusion::FillRequest& request)
{
    const QString prompt = QString::fromStdString(request.prompt);
    return prompt.isEmpty()
               ? QStringLiteral("Nothing but the background, continued seamlessly from the "
                                "surroundings.")
               : prompt;
}

} // namespace

core::Result<RemoteCall> callFor(const RemoteServer& server, const diffusion::FillRequest& request)
{
    if (request.action == diffusion::Action::Upscale) {
        return core::fail(core::ErrorCode::Unsupported, "this server cannot enlarge pictures");
    }
    RemoteCall call;
    layOut(server, request.image.size(), call);
    const QString size =
        QStringLiteral("%1x%2").arg(call.asked.width()).arg(call.asked.height());
    if (request.action == diffusion::Action::Create) {
        QJsonObject body{{QStringLiteral("prompt"), promptOf(request)},
                         {QStringLiteral("n"), 1},
                         {QStringLiteral("size"), size},
                         {QStringLiteral("response_format"), QStringLiteral("b64_json")}};
        if (!server.model.isEmpty()) {
            body.insert(QStringLiteral("model"), server.model);
        }
        call.url = endpoint(server, "/images/generations");
        call.json = QJsonDocument(body).toJson(QJsonDocument::Compact);
        return call;
    }
    call.url = endpoint(server, "/images/edits");
    call.form.push_back({"image",
                         png(placed(toImage(request.image), call, Qt::SmoothTransformation)),
                         "image.png", "image/png"});
    if (!request.mask.isEmpty()) {
        call.form.push_back(
            {"mask", png(placedMask(toMask(request.mask), call)), "mask.png", "image/png"});
    }
    call.form.push_back({"prompt", promptOf(request).toUtf8(), {}, {}});
    call.form.push_back({"n", "1", {}, {}});
    call.form.push_back({"size", size.toUtf8(), {}, {}});
    call.form.push_back({"response_format", "b64_json", {}, {}});
    if (!server.model.isEmpty()) {
        call.form.push_back({"model", server.model.toUtf8(), {}, {}});
    }
    return call;
}

core::Result<RemoteAnswer> answerOf(const QByteArray& body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    const QJsonObject first = object.value(QStringLiteral("data")).toArray().at(0).toObject();
    const QString encoded = first.value(QStringLiteral("b64_json")).toString();
    RemoteAnswer out;
    if (!encoded.isEmpty()) {
        out.picture = QImage::fromData(QByteArray::fromBase64(encoded.toLatin1()));
        if (!out.picture.isNull()) {
            return out;
        }
    }
    out.url = QUrl(first.value(QStringLiteral("url")).toString(), QUrl::StrictMode);
    if (out.url.isValid() && !out.url.host().isEmpty()) {
        return out;
    }
    return core::fail(core::ErrorCode::Unreadable,
                      "the server's answer holds no picture that can be read");
}

core::Error errorOfAnswer(int status, const QByteArray& body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    const QJsonValue error = object.value(QStringLiteral("error"));
    const QString said = (error.isObject() ? error.toObject().value(QStringLiteral("message"))
                                           : error)
                             .toString()
                             .simplified()
                             .left(kMostMessage);
    std::string text;
    switch (status) {
    case 401:
    case 403: text = "the server does not accept the key"; break;
    case 404: text = "the server has no such address or model"; break;
    case 413: text = "the picture is too large for the server"; break;
    case 429: text = "the server has too much to do, or the account is used up"; break;
    default: text = "the server answered with error " + std::to_string(status);
    }
    return {core::ErrorCode::Internal, said.isEmpty() ? text : text + ": " + said.toStdString()};
}

core::PixelBuffer pixelsOf(const QImage& picture, const RemoteCall& call, core::Size size)
{
    // The server may have made another size than was asked for.
    const double sx = static_cast<double>(picture.width()) / call.asked.width();
    const double sy = static_cast<double>(picture.height()) / call.asked.height();
    const QRect cut(static_cast<int>(call.used.x() * sx), static_cast<int>(call.used.y() * sy),
                    std::max(1, static_cast<int>(call.used.width() * sx)),
                    std::max(1, static_cast<int>(call.used.height() * sy)));
    const QImage image =
        picture.copy(cut)
            .scaled(size.width, size.height, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
            .convertToFormat(QImage::Format_RGBA8888);
    core::PixelBuffer out(size.width, size.height, 3);
    for (int y = 0; y < size.height; ++y) {
        const uchar* row = image.constScanLine(y);
        for (int x = 0; x < size.width; ++x) {
            for (int c = 0; c < 3; ++c) {
                out.at(x, y)[c] = static_cast<float>(row[4 * x + c]) / 255.0F;
            }
        }
    }
    return out;
}

} // namespace ui
