#include "ui/widgets/status_strip.h"

#include <QFile>
#include <QLabel>
#include <QLocale>
#include <QTimer>

#include <unistd.h>

#include "ui/widgets/elided_label.h"

namespace ui {

namespace {

constexpr int kMemoryMilliseconds = 2000;

} // namespace

qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

StatusStrip::StatusStrip(QWidget* parent)
    : QStatusBar(parent), m_hint(new ElidedLabel({}, this)), m_pointer(new QLabel(this)),
      m_size(new QLabel(this)), m_zoom(new QLabel(this)), m_memory(new QLabel(this)),
      m_engine(new QLabel(this))
{
    setSizeGripEnabled(false);
    addWidget(m_hint, 1);
    for (QLabel* label : {m_pointer, m_size, m_zoom, m_engine, m_memory}) {
        addPermanentWidget(label);
    }
    m_pointer->setToolTip(tr("Pixel under the pointer"));
    m_size->setToolTip(tr("Size of the picture in pixels"));
    m_zoom->setToolTip(tr("Zoom (Ctrl+0 fits, Ctrl+1 is 100 %)"));
    m_memory->setToolTip(tr("Memory this program uses"));
    m_engine->setToolTip(tr("What the engine is doing"));
    m_zoom->setObjectName(QStringLiteral("zoomLabel"));
    m_engine->setObjectName(QStringLiteral("engineLabel"));
    auto* timer = new QTimer(this);
    timer->setInterval(kMemoryMilliseconds);
    connect(timer, &QTimer::timeout, this, &StatusStrip::showMemory);
    timer->start();
    showMemory();
}

void StatusStrip::setHint(const QString& text)
{
    m_hint->setText(text);
    m_hint->setToolTip(text);
}

void StatusStrip::setPointer(QPoint pixel)
{
    m_pointer->setText(pixel.x() < 0 ? QString()
                                     : QStringLiteral("%1, %2").arg(pixel.x()).arg(pixel.y()));
}

void StatusStrip::setPicture(QSize size, double zoom)
{
    if (size.isEmpty()) {
        m_size->clear();
        m_zoom->clear();
        return;
    }
    m_size->setText(QStringLiteral("%1 \u00d7 %2").arg(size.width()).arg(size.height()));
    m_zoom->setText(tr("%1 %").arg(QLocale().toString(zoom * 100, 'g', zoom < 0.1 ? 2 : 3)));
}

void StatusStrip::setEngine(const QString& text)
{
    m_engine->setText(text);
}

void StatusStrip::showMemory()
{
    m_memory->setText(QLocale().formattedDataSize(residentBytes(), 0));
}

} // namespace ui
