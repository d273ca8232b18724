#pragma once

/// Work that must not hold up the window: runs on a few low-priority threads and hands its value
/// back to the GUI thread. The object is used on the GUI thread only; it must outlive its users.

#include <QMetaObject>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <exception>
#include <memory>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>

#include "core/base/result.h"

namespace ui {

class Background {
public:
    explicit Background(int threads = 2);
    /// Asks what still runs to stop and waits for it.
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    /// Calls `work(std::stop_token)` elsewhere and then `then(value)` on the GUI thread, unless
    /// `receiver` has gone by then. `work` gives a core::Result and must own all it touches;
    /// an exception that leaves it becomes an Error.
    template <class Work, class Then> void run(QObject* receiver, Work work, Then then)
    {
        using Value = std::invoke_result_t<Work, std::stop_token>;
        auto shared = std::make_shared<Work>(std::move(work)); // QThreadPool copies its function
        auto next = std::make_shared<Then>(std::move(then));
        m_pool.start([stop = m_stop.get_token(), shared, next, guard = QPointer<QObject>(receiver),
                      home = m_home.get()]() mutable {
            auto value = std::make_shared<Value>(guarded<Value>(*shared, stop));
            shared.reset();
            QMetaObject::invokeMethod(
                home,
                [guard, value, next = std::move(next)]() {
                    if (guard) {
                        (*next)(std::move(*value));
                    }
                },
                Qt::QueuedConnection);
        });
    }

private:
    template <class Value, class Work> static Value guarded(Work& work, const std::stop_token& stop)
    {
        try {
            return work(stop);
        } catch (const std::bad_alloc&) {
            return core::fail(core::ErrorCode::OutOfMemory, "There is not enough memory for this.");
        } catch (const std::exception& error) {
            return core::fail(core::ErrorCode::Internal, error.what());
        }
    }

    std::stop_source m_stop;
    QThreadPool m_pool;
    std::unique_ptr<QObject> m_home; ///< lives on the GUI thread; receives the queued calls
};

} // namespace ui
