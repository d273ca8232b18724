#pragma once

/// The candidates as small pictures: which one the canvas shows, and what becomes of them. GUI
/// thread only.

#include <QWidget>

class QButtonGroup;
class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

class CandidateShelf;

class CandidateStrip final : public QWidget {
    Q_OBJECT

public:
    explicit CandidateStrip(CandidateShelf& shelf, QWidget* parent = nullptr);

    /// Below the small pictures, above the buttons; shown with them.
    void addBelow(QWidget* extras);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void refresh();
    void makeTiles(int count);

    CandidateShelf& m_shelf;
    QVBoxLayout* m_layout = nullptr;
    QButtonGroup* m_tiles;
    QGridLayout* m_grid;
    QLabel* m_what;
    QPushButton* m_keep;
    QPushButton* m_keepAll;
    QPushButton* m_discard;
};

} // namespace ui
