#include "ui/models/server_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

#include <utility>

#include "ui/remote/remote_server.h"
#include "ui/theme/theme.h"

namespace ui {

ServerDialog::ServerDialog(RemoteServers& servers, QString id, QWidget* parent)
    : QDialog(parent), m_servers(servers), m_id(std::move(id)), m_name(new QLineEdit(this)),
      m_url(new QLineEdit(this)), m_key(new QLineEdit(this)), m_model(new QLineEdit(this)),
      m_side(new QSpinBox(this)), m_square(new QCheckBox(tr("squares only"), this)),
      m_timeout(new QSpinBox(this)), m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("serverDialog"));
    setWindowTitle(m_id.isEmpty() ? tr("Add a server") : tr("Change a server"));
    m_name->setObjectName(QStringLiteral("serverName"));
    m_url->setObjectName(QStringLiteral("serverUrl"));
    m_url->setPlaceholderText(QStringLiteral("http://localhost:8080"));
    m_url->setMinimumWidth(320);
    m_key->setObjectName(QStringLiteral("serverKey"));
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setPlaceholderText(tr("if it wants one"));
    m_key->setToolTip(tr("Kept in a file that only you can read, and sent to this server alone"));
    m_model->setObjectName(QStringLiteral("serverModel"));
    m_model->setPlaceholderText(tr("the server's own choice"));
    m_side->setRange(64, 4096);
    m_side->setSingleStep(64);
    m_side->setSuffix(tr(" px"));
    m_timeout->setRange(1, 86400);
    m_timeout->setSuffix(tr(" s"));
    m_problem->setWordWrap(true);
    setTextRole(*m_problem, TextRole::Secondary);
    m_problem->hide();

    const RemoteServer* known = m_servers.find(m_id);
    const RemoteServer server = known == nullptr ? RemoteServer{} : *known;
    m_name->setText(server.name);
    m_url->setText(server.url.toString());
    m_key->setText(m_servers.key(m_id));
    m_model->setText(server.model);
    m_side->setValue(server.side);
    m_square->setChecked(server.square);
    m_timeout->setValue(server.timeoutSeconds);

    auto* size = new QHBoxLayout;
    size->setSpacing(kGap);
    size->addWidget(m_side, 1);
    size->addWidget(m_square);
    auto* form = new QFormLayout(this);
    form->setSpacing(kGap);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Address"), m_url);
    form->addRow(tr("Key"), m_key);
    form->addRow(tr("Model"), m_model);
    form->addRow(tr("Longer side"), size);
    form->addRow(tr("Wait at most"), m_timeout);
    form->addRow(m_problem);
    auto* buttons =
        new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ServerDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ServerDialog::accept()
{
    RemoteServer server;
    server.id = m_id;
    server.name = m_name->text().trimmed();
    server.url = QUrl(m_url->text().trimmed(), QUrl::StrictMode);
    server.model = m_model->text().trimmed();
    server.side = m_side->value();
    server.square = m_square->isChecked();
    server.timeoutSeconds = m_timeout->value();
    const core::Result<QString> put = m_servers.put(server, m_key->text().trimmed());
    if (put) {
        QDialog::accept();
    } else {
        m_problem->setText(QString::fromStdString(put.error().message));
        m_problem->show();
    }
}

} // namespace ui
