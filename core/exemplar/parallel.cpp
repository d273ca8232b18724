#include "core/exemplar/parallel.h"

#include <algorithm>

namespace core::exemplar {

Workers::Workers(int threads, std::stop_token stop) : m_stop(std::move(stop))
{
    const int all = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    const int helpers = (threads <= 0 ? all : std::min(threads, 64)) - 1;
    m_threads.reserve(static_cast<std::size_t>(helpers));
    for (int i = 0; i < helpers; ++i) {
        m_threads.emplace_back([this] { help(); });
    }
}

Workers::~Workers()
{
    {
        const std::lock_guard lock(m_mutex);
        m_quit = true;
    }
    m_wake.notify_all();
}

void Workers::takeItems()
{
    for (int i = m_next.fetch_add(1); i < m_count; i = m_next.fetch_add(1)) {
        if (m_stop.stop_requested()) {
            return;
        }
        (*m_task)(i);
    }
}

void Workers::help()
{
    int seen = 0;
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [&] { return m_quit || (m_open && m_round != seen); });
        if (m_quit) {
            return;
        }
        seen = m_round;
        ++m_busy;
        lock.unlock();
        takeItems();
        lock.lock();
        if (--m_busy == 0) {
            m_done.notify_one();
        }
    }
}

bool Workers::run(int count, const std::function<void(int)>& task)
{
    if (m_threads.empty() || count < 2) {
        m_task = &task;
        m_count = count;
        m_next = 0;
        takeItems();
        return !stopped();
    }
    {
        const std::lock_guard lock(m_mutex);
        m_task = &task;
        m_count = count;
        m_next = 0;
        ++m_round;
        m_open = true;
    }
    m_wake.notify_all();
    takeItems();
    // Helpers that have not woken up by now are not waited for: on a busy machine that would cost
    // more than they give.
    std::unique_lock lock(m_mutex);
    m_open = false;
    m_done.wait(lock, [&] { return m_busy == 0; });
    return !stopped();
}

bool Workers::runBands(int first, int last, int rows, const std::function<void(int, int)>& task)
{
    const int bands = last > first ? (last - first + rows - 1) / rows : 0;
    return run(bands, [&](int band) {
        task(first + band * rows, std::min(last, first + (band + 1) * rows));
    });
}

} // namespace core::exemplar
