#pragma once

/// For the benchmark: how long from the start of the process to the first painted window.
/// GUI thread only.

#include <QObject>
#include <QWidget>

namespace app {

/// Milliseconds since the kernel started this process.
[[nodiscard]] double millisecondsSinceExec();

/// Watches `window`; when it has been painted for the first time, prints the time and quits.
class StartupTimer final : public QObject {
    Q_OBJECT

public:
    explicit StartupTimer(QWidget& window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace app
