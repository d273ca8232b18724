#include "ui/generate/create_controls.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include "core/fill/expansion.h"
#include "core/fill/whole_picture.h"
#include "ui/generate/ratio_choice.h"
#include "ui/theme/theme.h"

namespace ui {

namespace {

constexpr int kLeastSide = 16;

QLabel* secondary(const QString& text, QWidget* buddy, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    setTextRole(*label, TextRole::Secondary);
    label->setBuddy(buddy);
    return label;
}

} // namespace

CreateControls::CreateControls(QWidget* parent)
    : QWidget(parent), m_target(new QComboBox(this)), m_ratio(new RatioChoice(this)),
      m_width(new QSpinBox(this)), m_height(new QSpinBox(this)), m_sizeRow(new QWidget(this))
{
    m_target->addItem(tr("A new document"));
    m_target->addItem(tr("A new layer"));
    m_target->addItem(tr("The selection"));
    m_target->setObjectName(QStringLiteral("createTarget"));
    m_target->setAccessibleName(tr("Where the picture goes"));
    m_target->setToolTip(tr("Where the picture goes"));
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(secondary(tr("Into"), m_target, this), 0, 0);
    layout->addWidget(m_target, 0, 1);
    layout->addWidget(m_ratio, 1, 0, 1, 2);
    layout->addWidget(m_sizeRow, 2, 0, 1, 2);
    layout->setColumnStretch(1, 1);

    auto* row = new QHBoxLayout(m_sizeRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    const auto add = [&](const QString& name, QSpinBox* field, const char* objectName) {
        field->setRange(kLeastSide, core::kMaxExpandedSide);
        field->setKeyboardTracking(false);
        field->setSuffix(tr(" px"));
        field->setObjectName(QLatin1String(objectName));
        field->setAccessibleName(name);
        row->addWidget(secondary(name, field, this));
        row->addWidget(field, 1);
        connect(field, &QSpinBox::valueChanged, this, [this] {
            m_ratio->setCustom();
            Q_EMIT changed();
        });
    };
    add(tr("Width"), m_width, "createWidth");
    add(tr("Height"), m_height, "createHeight");
    connect(m_target, &QComboBox::activated, this, [this] {
        const bool sized = target() != CreateTarget::Selection;
        m_ratio->setVisible(sized);
        m_sizeRow->setVisible(sized);
        Q_EMIT changed();
    });
    connect(m_ratio, &RatioChoice::chosen, this, &CreateControls::applyRatio);
    applyRatio();
}

void CreateControls::setModel(const diffusion::ModelInfo& model)
{
    if (m_side != model.nativeSide || m_multiple != model.sizeMultiple) {
        m_side = model.nativeSide;
        m_multiple = model.sizeMultiple;
        applyRatio();
    }
}

CreateTarget CreateControls::target() const
{
    return static_cast<CreateTarget>(m_target->currentIndex());
}

core::Size CreateControls::size() const
{
    return {m_width->value(), m_height->value()};
}

void CreateControls::setSize(core::Size size)
{
    const QSignalBlocker blockWidth(m_width);
    const QSignalBlocker blockHeight(m_height);
    m_width->setValue(size.width);
    m_height->setValue(size.height);
}

void CreateControls::applyRatio()
{
    const core::Size ratio = m_ratio->ratio();
    if (!ratio.isEmpty()) {
        setSize(core::sizeOfRatio(ratio, m_side, std::max(1, m_multiple)));
        Q_EMIT changed();
    }
}

} // namespace ui
