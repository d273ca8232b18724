#include "ui/background.h"

namespace ui {

Background::Background(int threads) : m_home(std::make_unique<QObject>())
{
    m_pool.setMaxThreadCount(threads);
    m_pool.setThreadPriority(QThread::LowPriority);
}

Background::~Background()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

} // namespace ui
