#include "ui/panels/model_section.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

#include "ui/generate/generation.h"
#include "ui/models/model_manager.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace ui {

ModelSection::ModelSection(Generation& generation, QWidget* parent)
    : QWidget(parent), m_generation(generation), m_models(generation.models), m_title(new QLabel(this)), m_limits(new QLabel(this)),
      m_choose(new QToolButton(this)), m_menu(new QMenu(this))
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(kGap);
    layout->setVerticalSpacing(kHalfGap);
    auto* symbol = new QLabel(this);
    symbol->setPixmap(icon("model", ThemeColors::dark().textSecondary)
                          .pixmap(QSize(18, 18), devicePixelRatioF()));
    layout->addWidget(symbol, 0, 0);
    layout->addWidget(m_title, 0, 1);
    layout->addWidget(m_choose, 0, 2);
    layout->addWidget(m_limits, 1, 0, 1, 3);
    layout->setColumnStretch(1, 1);
    m_title->setTextFormat(Qt::PlainText);
    m_limits->setTextFormat(Qt::PlainText);
    m_limits->setWordWrap(true);
    setTextRole(*m_limits, TextRole::Secondary);
    m_choose->setObjectName(QStringLiteral("modelButton"));
    m_choose->setText(tr("Change"));
    m_choose->setIcon(icon("chevron-down", ThemeColors::dark().textSecondary));
    m_choose->setIconSize({14, 14});
    m_choose->setLayoutDirection(Qt::RightToLeft); // the arrow after the word
    m_choose->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_choose->setPopupMode(QToolButton::InstantPopup);
    m_choose->setMenu(m_menu);
    m_choose->setToolTip(tr("Use another model"));
    m_choose->setAccessibleName(tr("Change the model"));
    connect(m_menu, &QMenu::aboutToShow, this, &ModelSection::fillMenu);
    connect(&m_models, &ModelSelection::changed, this, &ModelSection::refresh);
    refresh();
}

void ModelSection::refresh()
{
    if (m_models.isLoading()) {
        m_title->setText(tr("Opening the model"));
        m_limits->setText({});
    } else if (const auto& info = m_models.info()) {
        m_title->setText(QString::fromStdString(info->title));
        m_limits->setText(QString::fromStdString(info->limits));
        const QString size = QLocale().formattedDataSize(info->weightBytes);
        const QString licence = QString::fromStdString(info->licence);
        if (!info->host.empty()) {
            m_title->setToolTip(tr("Runs on %1").arg(QString::fromStdString(info->host)));
            m_limits->setVisible(true);
            return;
        }
        m_title->setToolTip(licence.isEmpty()
                                ? tr("%1 of weights, licence not stated").arg(size)
                                : tr("%1 of weights, licence: %2").arg(size, licence));
    } else {
        m_title->setText(tr("No model"));
        m_limits->setText(m_models.error());
    }
    m_limits->setVisible(!m_limits->text().isEmpty());
}

void ModelSection::fillMenu()
{
    m_menu->clear();
    const auto add = [this](const QString& text, const QString& path) {
        QAction* action = m_menu->addAction(text, this, [this, path] { m_models.select(path); });
        action->setCheckable(true);
        action->setChecked(path == m_models.path());
        action->setToolTip(QDir::toNativeSeparators(path));
        return action;
    };
    add(tr("The model that comes with Stillwater"), QString());
    for (const QString& path : m_models.recent()) {
        if (remoteIdOf(path.toStdString()).isEmpty()) {
            add(QFileInfo(path).fileName(), path);
        }
    }
    m_menu->addSeparator();
    const bool offline = m_generation.servers.isOffline();
    for (const RemoteServer& server : m_generation.servers.all()) {
        QAction* action = add(tr("%1, on %2").arg(server.name, server.url.host()),
                              QString::fromStdString(remoteModel(server.id)));
        action->setEnabled(!offline);
    }
    QAction* work = m_menu->addAction(tr("Work offline"));
    work->setCheckable(true);
    work->setChecked(offline);
    connect(work, &QAction::toggled, &m_generation.servers, &RemoteServers::setOffline);
    m_menu->addSeparator();
    m_menu->addAction(icon("model"), tr("Models and servers…"), this, [this] {
        manager().show();
        manager().raise();
    });
    m_menu->addAction(icon("folder"), tr("Choose a model folder…"), this,
                      &ModelSection::chooseFolder);
}

ModelManager& ModelSection::manager()
{
    if (m_manager == nullptr) {
        m_manager = new ModelManager({m_models, m_generation.servers, m_generation.background,
                                      m_generation.library},
                                     window());
    }
    return *m_manager;
}

void ModelSection::chooseFolder()
{
    auto* dialog = new QFileDialog(window(), tr("Choose a model folder"), m_models.path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { m_models.select(folder); });
    dialog->open();
}

} // namespace ui
