#include "app/train/open_gui.h"

#include <clocale>

#include <QGuiApplication>

namespace train {

void openGui()
{
    if (QCoreApplication::instance() != nullptr) {
        return;
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    static int count = 1;
    static char name[] = "stillwater-train";
    static char* arguments[] = {name, nullptr};
    static auto* application =
        new QGuiApplication(count, arguments); // lives as long as the program
    Q_UNUSED(application)
    std::setlocale(LC_NUMERIC, "C"); // Qt took the user's
}

} // namespace train
