#include "app/editor/guarded_application.h"

#include <exception>
#include <new>

namespace app {

bool GuardedApplication::notify(QObject* receiver, QEvent* event)
{
    try {
        return QApplication::notify(receiver, event);
    } catch (const std::bad_alloc&) {
        report(tr("There is not enough memory for this. Close other programs or use a smaller "
                  "picture."));
    } catch (const std::exception& error) {
        report(tr("Something went wrong: %1. Save your work under another name.")
                   .arg(QString::fromUtf8(error.what())));
    }
    return false;
}

void GuardedApplication::report(const QString& message)
{
    if (m_report) {
        // Not from within the failed event.
        QMetaObject::invokeMethod(
            this, [this, message] { m_report(message); }, Qt::QueuedConnection);
    }
}

} // namespace app
