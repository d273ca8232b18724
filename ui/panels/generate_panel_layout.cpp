/// What the panel shows and takes in; what it does is in generate_panel.cpp.

#include <QCheckBox>
#include <QDropEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/generate/create_controls.h"
#include "ui/generate/expand_controls.h"
#include "ui/generate/prompt_box.h"
#include "ui/generate/quality.h"
#include "ui/generate/segmented_control.h"
#include "ui/panels/generate_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/slider_field.h"

namespace ui {

namespace {

constexpr int kNameWidth = 72;

/// A PNG file; others carry no settings.
QString droppedPicture(const QMimeData* data)
{
    for (const QUrl& url : data->urls()) {
        const QString path = url.toLocalFile();
        if (path.endsWith(QLatin1String(".png"), Qt::CaseInsensitive)) {
            return path;
        }
    }
    return {};
}

QWidget* named(const QString& name, QWidget* control, QWidget* parent)
{
    auto* row = new QWidget(parent);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    auto* label = new QLabel(name, row);
    label->setFixedWidth(kNameWidth);
    setTextRole(*label, TextRole::Secondary);
    layout->addWidget(label);
    layout->addWidget(control, 1);
    return row;
}

} // namespace

void GeneratePanel::makeTaskControls(QVBoxLayout& layout)
{
    const QString tips[] = {
        tr("Make what is selected disappear (J)"),
        tr("Paint something new into the selection, by words (Shift+F5)"),
        tr("Continue the picture beyond its borders"),
        tr("Change the selection, or the whole picture, by words"),
        tr("Make a new picture from words"),
    };
    for (int i = 0; i < 5; ++i) {
        m_tasks->setSegmentToolTip(i, tips[i]);
    }
    m_tasks->setObjectName(QStringLiteral("tasks"));
    m_count->setObjectName(QStringLiteral("count"));
    m_quality->setObjectName(QStringLiteral("quality"));
    m_copy->setObjectName(QStringLiteral("copyCandidate"));
    m_copy->setToolTip(tr("One more result: what is put together from the surroundings, as it is "
                          "before the model works on it"));
    m_strength->setObjectName(QStringLiteral("editStrength"));
    m_strength->setNameWidth(kNameWidth);
    m_strength->setToolTipText(tr("How far the result may leave the picture: 0 keeps it, 1 forgets "
                                  "it"));
    setTextRole(*m_scope, TextRole::Secondary);
    m_scope->setWordWrap(true);
    m_quality->setCurrent(static_cast<int>(Quality::Balanced));
    m_quality->setSegmentToolTip(0, tr("Fewer steps of a quicker sampler"));
    m_quality->setSegmentToolTip(1, tr("What the model was made for"));
    m_quality->setSegmentToolTip(2, tr("Twice the steps"));

    auto* again = new QHBoxLayout(m_again);
    again->setContentsMargins(0, 0, 0, 0);
    m_againText = new QLabel(m_again);
    m_againText->setWordWrap(true);
    m_againText->setTextFormat(Qt::PlainText);
    setTextRole(*m_againText, TextRole::Secondary);
    auto* stop = new QPushButton(tr("Leave it"), m_again);
    stop->setObjectName(QStringLiteral("leaveAgain"));
    setQuiet(*stop);
    again->addWidget(m_againText, 1);
    again->addWidget(stop);
    connect(stop, &QPushButton::clicked, this, [this] {
        stopAgain();
        refresh();
    });

    layout.addWidget(m_tasks);
    layout.addWidget(m_again);
    layout.addWidget(m_prompt);
    layout.addWidget(m_expand);
    layout.addWidget(m_create);
    layout.addWidget(m_scope);
    layout.addWidget(m_strength);
    layout.addWidget(named(tr("Results"), m_count, this));
    layout.addWidget(m_copy);
    layout.addWidget(named(tr("Quality"), m_quality, this));
}

void GeneratePanel::makeRunControls(QVBoxLayout& layout)
{
    m_run->setObjectName(QStringLiteral("generateButton"));
    setPrimary(*m_run);
    m_hint->setObjectName(QStringLiteral("generateHint"));
    m_hint->setWordWrap(true);
    setTextRole(*m_hint, TextRole::Secondary);
    m_estimate->setObjectName(QStringLiteral("estimate"));
    m_estimate->setWordWrap(true);
    setTextRole(*m_estimate, TextRole::Secondary);
    auto* rows = new QVBoxLayout;
    rows->setSpacing(kHalfGap);
    rows->addWidget(m_run);
    rows->addWidget(m_hint);
    rows->addWidget(m_estimate);
    layout.addLayout(rows);
}

void GeneratePanel::dragEnterEvent(QDragEnterEvent* event)
{
    if (!droppedPicture(event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void GeneratePanel::dropEvent(QDropEvent* event)
{
    const QString path = droppedPicture(event->mimeData());
    if (!path.isEmpty()) {
        event->acceptProposedAction();
        Q_EMIT pictureDropped(path);
    }
}

} // namespace ui
