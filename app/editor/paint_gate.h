#pragma once

/// Holds back the opening of the shared modules until the window is on the screen: while they are
/// mapped the dynamic loader's lock is taken, which the window's own plug-ins would wait for.

#include <QObject>
#include <QWidget>

#include <future>

namespace app {

/// GUI thread only, but for what pass() returns.
class PaintGate final : public QObject {
public:
    PaintGate();
    ~PaintGate() override;

    /// Opens it after the first paint of `window`, or after some seconds if there is none.
    void watch(QWidget& window);
    /// The program ends: who waits need not do anything any more.
    void abandon() { settle(false); }
    /// True = go on, false = abandoned. May be waited for on any thread.
    [[nodiscard]] std::shared_future<bool> pass() const { return m_future; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void settle(bool open);

    std::promise<bool> m_promise;
    std::shared_future<bool> m_future;
    bool m_settled = false;
};

} // namespace app
