#pragma once

/// One server with its key. GUI thread only.

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace ui {

class RemoteServers;

class ServerDialog final : public QDialog {
    Q_OBJECT

public:
    /// An empty id = a new one.
    ServerDialog(RemoteServers& servers, QString id, QWidget* parent);

    void accept() override;

private:
    RemoteServers& m_servers;
    QString m_id;
    QLineEdit* m_name;
    QLineEdit* m_url;
    QLineEdit* m_key;
    QLineEdit* m_model;
    QSpinBox* m_side;
    QCheckBox* m_square;
    QSpinBox* m_timeout;
    QLabel* m_problem;
};

} // namespace ui
