#pragma once

/// Real mouse, wheel and key events for a window under test, and pictures of it.

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QWheelEvent>
#include <QWidget>
#include <QtTest>

namespace support {

/// The first visible child of this type whose object name is `name` (any name if empty).
template <class T> T* findVisible(QWidget& root, const QString& name = {})
{
    for (T* widget : root.findChildren<T*>(name)) {
        if (widget->isVisible()) {
            return widget;
        }
    }
    return nullptr;
}

/// Turns the wheel by `notches` over `position` of the widget, as the window system would.
inline void turnWheel(QWidget& widget, QPointF position, int notches)
{
    constexpr int kNotch = 120;
    QWheelEvent event(position, widget.mapToGlobal(position), QPoint(), QPoint(0, notches * kNotch),
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

/// Presses, moves in small steps and releases.
inline void drag(QWidget& widget, QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton,
                 Qt::KeyboardModifiers modifiers = {}, int steps = 8)
{
    const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButton changed,
                          Qt::MouseButtons held) {
        QMouseEvent event(type, QPointF(at), widget.mapToGlobal(QPointF(at)), changed, held,
                          modifiers);
        QApplication::sendEvent(&widget, &event);
    };
    send(QEvent::MouseMove, from, Qt::NoButton, Qt::NoButton);
    send(QEvent::MouseButtonPress, from, button, button);
    for (int step = 1; step <= steps; ++step) {
        send(QEvent::MouseMove, from + (to - from) * step / steps, Qt::NoButton, button);
        QCoreApplication::processEvents();
    }
    send(QEvent::MouseButtonRelease, to, button, Qt::NoButton);
}

/// Types `path` into the file dialog that is open under `window` and accepts it.
inline bool answerFileDialog(QWidget& window, const QString& path)
{
    QFileDialog* dialog = nullptr;
    if (!QTest::qWaitFor([&] { return (dialog = findVisible<QFileDialog>(window)) != nullptr; })) {
        return false;
    }
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    if (name == nullptr) {
        return false;
    }
    // Set at once: typed letters would open the completer, which then takes the Return.
    name->setText(path);
    QTest::keyClick(name, Qt::Key_Return);
    return true;
}

/// Saves what `widget` shows as `folder`/`name`.png.
inline void screenshot(QWidget& widget, const QString& folder, const QString& name)
{
    QDir().mkpath(folder);
    widget.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
}

} // namespace support
