#pragma once

/// No exception leaves an event handler: what one throws (there is no memory for a large picture)
/// is reported and the program goes on. GUI thread only.

#include <QApplication>

#include <functional>

namespace app {

class GuardedApplication final : public QApplication {
    Q_OBJECT

public:
    using QApplication::QApplication;

    /// Called with one clear sentence.
    void setReporter(std::function<void(const QString&)> report) { m_report = std::move(report); }
    bool notify(QObject* receiver, QEvent* event) override;

private:
    void report(const QString& message);

    std::function<void(const QString&)> m_report;
};

} // namespace app
