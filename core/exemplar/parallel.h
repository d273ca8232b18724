#pragma once

/// A few threads that share the items of a loop. The result of a loop must not depend on which
/// thread does which item; every user of this class in this folder keeps to that.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace core::exemplar {

/// Made and used by one thread, which works too. No thread is started when `threads` is 1.
class Workers {
public:
    /// threads: 0 = all cores. `stop` ends loops early.
    Workers(int threads, std::stop_token stop);
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    /// Calls task(0) ... task(count - 1), in any order, and waits. Tasks must not throw.
    /// Returns false when a stop was requested: then some items were left out.
    bool run(int count, const std::function<void(int)>& task);

    /// Rows [first, last) in bands of `rows`: task(bandFirst, bandLast).
    bool runBands(int first, int last, int rows, const std::function<void(int, int)>& task);

    [[nodiscard]] bool stopped() const { return m_stop.stop_requested(); }

private:
    void help();
    void takeItems();

    std::stop_token m_stop;
    std::mutex m_mutex; ///< guards the members up to m_quit
    std::condition_variable m_wake;
    std::condition_variable m_done;
    const std::function<void(int)>* m_task = nullptr;
    int m_round = 0;
    int m_busy = 0;      ///< helpers inside the present round
    bool m_open = false; ///< whether helpers may still join it
    bool m_quit = false;
    int m_count = 0;
    std::atomic<int> m_next{0};
    std::vector<std::jthread> m_threads;
};

} // namespace core::exemplar
