#pragma once

/// Measures how long the GUI thread did not answer. A thread of its own posts a call every few
/// milliseconds and times how long it takes to be served. What the kernel gave to other processes
/// meanwhile (the run-queue wait of /proc/self/schedstat's kind) is measured too, so that a test
/// can tell a thread that was blocked or busy from a machine that was.

#include <QCoreApplication>
#include <QFile>
#include <QObject>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include <sys/syscall.h>
#include <unistd.h>

namespace support {

class StallMeter {
public:
    struct Beat {
        double latency = 0; ///< milliseconds from posting to being served
        double waiting = 0; ///< of these, waiting for a processor
        /// Milliseconds the thread kept itself from answering.
        [[nodiscard]] double own() const { return std::max(0.0, latency - waiting); }
    };

    /// Make and destroy it on the GUI thread, whose event loop must run in between.
    StallMeter() : m_guiThread(static_cast<pid_t>(syscall(SYS_gettid)))
    {
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }

    ~StallMeter() { finish(); }

    void finish()
    {
        m_thread.request_stop();
        // A beat on its way must be served before the thread can see the request.
        while (!m_done) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        }
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }

    [[nodiscard]] std::vector<Beat> beats() const
    {
        const std::lock_guard lock(m_mutex);
        return m_beats;
    }

    /// The longest time the GUI thread itself took.
    [[nodiscard]] double longestOwn() const
    {
        double longest = 0;
        for (const Beat& beat : beats()) {
            longest = std::max(longest, beat.own());
        }
        return longest;
    }

    /// The value that `share` of the latencies (as the user felt them) stay below.
    [[nodiscard]] double latencyQuantile(double share) const
    {
        std::vector<double> all;
        for (const Beat& beat : beats()) {
            all.push_back(beat.latency);
        }
        if (all.empty()) {
            return 0;
        }
        std::sort(all.begin(), all.end());
        const auto last = static_cast<double>(all.size() - 1);
        return all[static_cast<std::size_t>(share * last)];
    }

private:
    using Clock = std::chrono::steady_clock;
    static constexpr auto kPause = std::chrono::milliseconds(4);

    [[nodiscard]] double waitedSoFar() const
    {
        QFile file(QStringLiteral("/proc/self/task/%1/schedstat").arg(m_guiThread));
        if (!file.open(QIODevice::ReadOnly)) {
            return 0;
        }
        return file.readAll().split(' ').value(1).toDouble() / 1e6;
    }

    void run(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            const double waitedBefore = waitedSoFar();
            const auto posted = Clock::now();
            std::atomic<bool> served{false};
            Clock::time_point when;
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [&] {
                    when = Clock::now();
                    served = true;
                    served.notify_one();
                },
                Qt::QueuedConnection);
            served.wait(false);
            Beat beat;
            beat.latency = std::chrono::duration<double, std::milli>(when - posted).count();
            beat.waiting = waitedSoFar() - waitedBefore;
            {
                const std::lock_guard lock(m_mutex);
                m_beats.push_back(beat);
            }
            std::this_thread::sleep_for(kPause);
        }
        m_done = true;
    }

    pid_t m_guiThread;
    mutable std::mutex m_mutex;
    std::vector<Beat> m_beats;
    std::atomic<bool> m_done{false};
    std::jthread m_thread;
};

} // namespace support
