#pragma once

/// The model in one line with what it cannot do, and a menu to take another. GUI thread only.

#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace ui {

class ModelManager;
class ModelSelection;
struct Generation;

class ModelSection final : public QWidget {
    Q_OBJECT

public:
    explicit ModelSection(Generation& generation, QWidget* parent = nullptr);

    /// The window about models and servers, made when it is first wanted.
    [[nodiscard]] ModelManager& manager();

private:
    void refresh();
    void fillMenu();
    void chooseFolder();

    Generation& m_generation;
    ModelSelection& m_models;
    ModelManager* m_manager = nullptr;
    QLabel* m_title;
    QLabel* m_limits;
    QToolButton* m_choose;
    QMenu* m_menu;
};

} // namespace ui
