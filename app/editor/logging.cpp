#include "app/editor/logging.h"

#include <QByteArray>
#include <QLoggingCategory>

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace app {

namespace {

/// Categories must live as long as the process; QLoggingCategory keeps the pointer to their name.
const QLoggingCategory& categoryNamed(std::string_view name)
{
    struct Entry {
        std::string name;
        std::unique_ptr<QLoggingCategory> category;
    };
    static std::mutex mutex;
    static std::map<std::string, Entry, std::less<>> categories;
    const std::lock_guard lock(mutex);
    auto found = categories.find(name);
    if (found == categories.end()) {
        found = categories.emplace(std::string(name), Entry{std::string(name), nullptr}).first;
        found->second.category =
            std::make_unique<QLoggingCategory>(found->second.name.c_str(), QtInfoMsg);
    }
    return *found->second.category;
}

} // namespace

void logMessage(core::LogLevel level, std::string_view category, std::string_view message)
{
    const QLoggingCategory& where = categoryNamed(category);
    const QByteArray text(message.data(), static_cast<qsizetype>(message.size()));
    switch (level) {
    case core::LogLevel::Debug:
        qCDebug(where, "%s", text.constData());
        break;
    case core::LogLevel::Info:
        qCInfo(where, "%s", text.constData());
        break;
    case core::LogLevel::Warning:
    case core::LogLevel::Error:
        qCWarning(where, "%s", text.constData());
        break;
    }
}

void installLogging()
{
    core::setLogSink(&logMessage);
    qSetMessagePattern(QStringLiteral("%{category}: %{message}"));
}

} // namespace app
