#pragma once

/// A real HTTP server on this machine whose answers the test says. Used on the thread of the test.

#include <QHostAddress>
#include <QMap>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <vector>

namespace support {

struct HttpRequest {
    QByteArray method;
    QByteArray target; ///< path and query
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

struct HttpAnswer {
    int status = 200;
    QByteArray body;
    QByteArray type = "application/json";
    QMap<QByteArray, QByteArray> headers;
    qint64 dropAfter = -1; ///< of the body's bytes, then the connection breaks off; negative = never
    bool silent = false;   ///< never answers
};

class HttpServer final : public QObject {
public:
    using Handler = std::function<HttpAnswer(const HttpRequest&)>;

    explicit HttpServer(Handler handler) : m_handler(std::move(handler))
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = m_server.nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(*socket); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }

    [[nodiscard]] QUrl url() const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort()));
    }
    [[nodiscard]] const std::vector<HttpRequest>& requests() const { return m_requests; }

private:
    void read(QTcpSocket& socket)
    {
        QByteArray& bytes = m_pending[&socket];
        bytes += socket.readAll();
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        HttpRequest request;
        const QList<QByteArray> lines = bytes.left(end).split('\n');
        const QList<QByteArray> first = lines.front().trimmed().split(' ');
        request.method = first.value(0);
        request.target = first.value(1);
        for (const QByteArray& line : lines.mid(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers[line.left(colon).trimmed().toLower()] = line.mid(colon + 1).trimmed();
        }
        const qsizetype length = request.headers.value("content-length").toLongLong();
        if (bytes.size() < end + 4 + length) {
            return;
        }
        request.body = bytes.mid(end + 4, length);
        m_pending.remove(&socket);
        m_requests.push_back(request);
        answer(socket, m_handler(request));
    }

    static void answer(QTcpSocket& socket, const HttpAnswer& answer)
    {
        if (answer.silent) {
            return;
        }
        QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " said\r\n";
        head += "Content-Type: " + answer.type + "\r\n";
        head += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
        for (auto one = answer.headers.begin(); one != answer.headers.end(); ++one) {
            head += one.key() + ": " + one.value() + "\r\n";
        }
        head += "Connection: close\r\n\r\n";
        socket.write(head);
        socket.write(answer.dropAfter < 0 ? answer.body : answer.body.left(answer.dropAfter));
        socket.disconnectFromHost(); // once all is written
    }

    QTcpServer m_server;
    Handler m_handler;
    QMap<QTcpSocket*, QByteArray> m_pending;
    std::vector<HttpRequest> m_requests;
};

} // namespace support
