#pragma once

/// The model in one line with what it cannot do, and a menu to take another. GUI thread only.

#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace ui {

class ModelSelection;

class ModelSection final : public QWidget {
    Q_OBJECT

public:
    explicit ModelSection(ModelSelection& models, QWidget* parent = nullptr);

private:
    void refresh();
    void fillMenu();
    void chooseFolder();

    ModelSelection& m_models;
    QLabel* m_title;
    QLabel* m_limits;
    QToolButton* m_choose;
    QMenu* m_menu;
};

} // namespace ui
