#include "ui/adjust/adjust_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

#include "core/adjust/apply.h"
#include "core/commands/pixel_edit.h"
#include "ui/adjust/adjust_preview.h"
#include "ui/adjust/adjust_text.h"
#include "ui/adjust/curve_editor.h"
#include "ui/adjust/histogram_view.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document_session.h"
#include "ui/edits/layer_edits.h"
#include "ui/theme/theme.h"
#include "ui/widgets/slider_field.h"

namespace ui {

namespace {
constexpr int kWidth = 420;
constexpr int kNameWidth = 112;
} // namespace

AdjustDialog::AdjustDialog(const core::Adjustment& adjustment, DocumentSession& session,
                           CanvasView& canvas, QWidget* parent)
    : QDialog(parent), m_adjustment(adjustment), m_session(&session), m_canvas(canvas),
      m_values(core::initialValues(adjustment)),
      m_preview(new AdjustPreview(adjustment, session, canvas, this)),
      m_show(new QCheckBox(tr("Preview"), this))
{
    setWindowTitle(adjustText(adjustment.title));
    setObjectName(QStringLiteral("adjustDialog"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * kGap, 2 * kGap, 2 * kGap, 2 * kGap);
    layout->setSpacing(kGap);
    if (adjustment.editor == core::AdjustEditor::Histogram) {
        m_histogram = new HistogramView(this);
        layout->addWidget(m_histogram);
    } else if (adjustment.editor == core::AdjustEditor::Curves) {
        addCurve();
    }
    addSliders();
    m_show->setChecked(true);
    m_show->setToolTip(tr("Show the change in the picture"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* fresh = buttons->addButton(tr("Reset"), QDialogButtonBox::ResetRole);
    QPushButton* yes = buttons->addButton(tr("Apply"), QDialogButtonBox::AcceptRole);
    yes->setDefault(true);
    setPrimary(*yes);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(m_show);
    bottom->addWidget(buttons, 1);
    layout->addSpacing(kGap);
    layout->addLayout(bottom);
    setMinimumWidth(kWidth);
    connect(buttons, &QDialogButtonBox::accepted, this, &AdjustDialog::apply);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(fresh, &QPushButton::clicked, this, &AdjustDialog::reset);
    connect(m_show, &QCheckBox::toggled, this, &AdjustDialog::changed);
    connect(&session, &QObject::destroyed, this, &QDialog::reject);
    if (const core::LayerRef layer = activeLayer(session);
        layer != nullptr && (m_histogram != nullptr || m_curve != nullptr)) {
        m_counts = core::histogramOf(layer->pixels);
    }
    if (m_histogram != nullptr) {
        m_histogram->setHistogram(m_counts);
    }
    showValues();
    changed();
}

AdjustDialog::~AdjustDialog() = default;

void AdjustDialog::addSliders()
{
    for (std::size_t i = 0; i < m_adjustment.parameters.size(); ++i) {
        const core::AdjustParameter& p = m_adjustment.parameters[i];
        auto* slider = new SliderField(
            adjustText(p.title),
            {p.minimum, p.maximum, p.step, p.decimals, p.middle, QString::fromUtf8(p.suffix)},
            this);
        slider->setObjectName(QLatin1String(p.title));
        slider->setNameWidth(kNameWidth);
        layout()->addWidget(slider);
        m_sliders.push_back(slider);
        connect(slider, &SliderField::edited, this, [this, i](double value) {
            m_values.numbers[i] = static_cast<float>(value);
            changed();
        });
    }
}

void AdjustDialog::addCurve()
{
    m_channel = new QComboBox(this);
    m_channel->addItems({tr("All channels"), tr("Red"), tr("Green"), tr("Blue")});
    m_channel->setObjectName(QStringLiteral("curveChannel"));
    m_channel->setAccessibleName(tr("Channel"));
    m_curve = new CurveEditor(this);
    m_curve->setToolTip(tr("Click to set a point, drag it, drag it out to remove it"));
    layout()->addWidget(m_channel);
    static_cast<QVBoxLayout*>(layout())->addWidget(m_curve, 1);
    connect(m_channel, &QComboBox::currentIndexChanged, this, &AdjustDialog::showCurve);
    connect(m_curve, &CurveEditor::edited, this, [this](const core::Curve& curve) {
        m_values.curves[static_cast<std::size_t>(m_channel->currentIndex())] = curve;
        changed();
    });
}

void AdjustDialog::showCurve()
{
    const ThemeColors c = ThemeColors::current();
    const QColor colors[] = {c.text, QColor(0xe0, 0x5a, 0x52), QColor(0x4f, 0xb0, 0x63),
                             QColor(0x5a, 0x8d, 0xe0)};
    const auto channel = static_cast<std::size_t>(m_channel->currentIndex());
    m_curve->setCurve(m_values.curves[channel], colors[channel]);
    m_curve->setHistogram(m_counts[channel]);
}

void AdjustDialog::showValues()
{
    for (std::size_t i = 0; i < m_sliders.size(); ++i) {
        m_sliders[i]->setValue(static_cast<double>(m_values.numbers[i]));
    }
    if (m_curve != nullptr) {
        showCurve();
    }
}

void AdjustDialog::changed()
{
    if (m_histogram != nullptr) {
        const double black = static_cast<double>(m_values.numbers[0]) / 255;
        const double white = static_cast<double>(m_values.numbers[2]) / 255;
        const double middle = std::pow(0.5, static_cast<double>(m_values.numbers[1]));
        m_histogram->setMarks({black, black + (white - black) * middle, white});
    }
    if (m_show->isChecked()) {
        m_preview->show(m_values);
    } else {
        m_preview->hide();
    }
}

void AdjustDialog::reset()
{
    m_values = core::initialValues(m_adjustment);
    showValues();
    changed();
}

void AdjustDialog::apply()
{
    const core::LayerRef layer = m_session ? activeLayer(*m_session) : nullptr;
    if (layer == nullptr) {
        reject();
        return;
    }
    m_canvas.jobs().run(
        *m_session,
        [layer, values = m_values, &adjustment = m_adjustment, limited = m_session->hasMask()](
            const core::DocumentSnapshot& snapshot,
            const std::stop_token& stop) -> core::Result<std::unique_ptr<core::Command>> {
            core::AdjustScope scope;
            scope.selection = limited ? &snapshot.mask : nullptr;
            scope.layerOffset = layer->offset;
            core::Layer after = *layer;
            after.pixels = core::adjusted(layer->pixels, adjustment, values, scope, stop);
            return core::pixelEdit(*layer, after, adjustment.title);
        },
        [canvas = QPointer<CanvasView>(&m_canvas)](bool) {
            if (canvas) {
                canvas->endPreview();
            }
        });
    accept();
}

void AdjustDialog::done(int result)
{
    if (result == Rejected) {
        m_preview->hide();
    }
    m_canvas.setFocus();
    QDialog::done(result);
}

void openAdjustDialog(const core::Adjustment& adjustment, DocumentSession& session,
                      CanvasView& canvas, QWidget& window)
{
    for (auto* open : window.findChildren<AdjustDialog*>()) {
        open->reject();
    }
    if (editableLayer(session) == nullptr) {
        Q_EMIT canvas.complained(AdjustDialog::tr("The layer is locked. Unlock it in the Layers "
                                                  "panel first."));
        return;
    }
    auto* dialog = new AdjustDialog(adjustment, session, canvas, &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

} // namespace ui
