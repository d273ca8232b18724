#include "ui/generate/expand_controls.h"

#include <QGridLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QSpinBox>

#include "ui/generate/anchor_grid.h"
#include "ui/generate/expand_settings.h"
#include "ui/generate/ratio_choice.h"
#include "ui/theme/theme.h"

namespace ui {

namespace {
constexpr int kFieldWidth = 56; // logical pixels, at least
}

ExpandControls::ExpandControls(ExpandSettings& settings, QWidget* parent)
    : QWidget(parent), m_settings(settings), m_ratio(new RatioChoice(this)),
      m_anchor(new AnchorGrid(this)), m_result(new QLabel(this))
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(m_ratio, 0, 0, 1, 5);
    const QString names[] = {tr("Left"), tr("Top"), tr("Right"), tr("Bottom")};
    for (int i = 0; i < 4; ++i) {
        auto* name = new QLabel(names[i], this);
        setTextRole(*name, TextRole::Secondary);
        auto* field = new QSpinBox(this);
        field->setRange(0, core::kMaxExpandedSide);
        field->setSuffix(tr(" px"));
        field->setMinimumWidth(kFieldWidth); // four of them stand beside the grid
        field->setKeyboardTracking(false);
        field->setAccessibleName(tr("Pixels to add: %1").arg(names[i]));
        field->setToolTip(field->accessibleName());
        field->setObjectName(QStringLiteral("margin%1").arg(i));
        name->setBuddy(field);
        layout->addWidget(name, 1 + i % 2, i / 2 * 2);
        layout->addWidget(field, 1 + i % 2, i / 2 * 2 + 1);
        connect(field, &QSpinBox::valueChanged, this, &ExpandControls::applyMargins);
        m_margins[static_cast<std::size_t>(i)] = field;
    }
    layout->addWidget(m_anchor, 1, 4, 2, 1, Qt::AlignCenter);
    layout->addWidget(m_result, 3, 0, 1, 5);
    layout->setColumnStretch(1, 1);
    layout->setColumnStretch(3, 1);
    setTextRole(*m_result, TextRole::Secondary);
    m_result->setObjectName(QStringLiteral("expandResult"));
    m_ratio->setCustom();
    connect(m_ratio, &RatioChoice::chosen, this, &ExpandControls::applyRatio);
    connect(m_anchor, &AnchorGrid::chosen, this, &ExpandControls::applyRatio);
    connect(&m_settings, &ExpandSettings::changed, this, &ExpandControls::refresh);
    refresh();
}

void ExpandControls::applyRatio()
{
    const core::Size ratio = m_ratio->ratio();
    if (!ratio.isEmpty() && !m_settings.picture().isEmpty()) {
        const QScopedValueRollback applying(m_applying, true);
        m_settings.setCanvas(
            core::expandedToRatio(m_settings.picture(), ratio, m_anchor->anchor()));
    }
}

void ExpandControls::applyMargins()
{
    m_settings.setCanvas(
        core::expandedBy(m_settings.picture(), {m_margins[0]->value(), m_margins[1]->value(),
                                                m_margins[2]->value(), m_margins[3]->value()}));
}

void ExpandControls::refresh()
{
    const core::Margins margins = m_settings.margins();
    const int values[] = {margins.left, margins.top, margins.right, margins.bottom};
    for (std::size_t i = 0; i < m_margins.size(); ++i) {
        const QSignalBlocker block(m_margins[i]);
        m_margins[i]->setValue(values[i]);
    }
    if (!m_applying) { // dragged or typed: no longer one of the shapes
        m_ratio->setCustom();
    }
    const core::Size picture = m_settings.picture();
    const core::Size canvas = m_settings.canvas().size();
    m_result->setVisible(!picture.isEmpty());
    m_result->setText(
        picture == canvas
            ? tr("%1 × %2, nothing is added yet").arg(picture.width).arg(picture.height)
            : tr("%1 × %2 becomes %3 × %4")
                  .arg(picture.width)
                  .arg(picture.height)
                  .arg(canvas.width)
                  .arg(canvas.height));
}

} // namespace ui
