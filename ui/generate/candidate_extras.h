#pragma once

/// More from what there is to choose from: variations of one, a walk to another, both painted
/// together. GUI thread only.

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;

namespace ui {

class SliderField;
struct Generation;

class CandidateExtras final : public QWidget {
    Q_OBJECT

public:
    explicit CandidateExtras(Generation& generation, QWidget* parent = nullptr);

    /// Three more near the one that shows, as far away as the slider says.
    void moreLikeThis();
    /// The one that shows with ten more steps, as one more to choose from.
    void moreSteps();
    [[nodiscard]] bool canVary() const;

Q_SIGNALS:
    /// The brush that mixes is wanted.
    void mixWanted();

private:
    void refresh();
    void walkTo(int place);
    void fillTargets();
    void keepPlace();
    void keepMix();

    Generation& m_generation;
    SliderField* m_amount;
    QPushButton* m_like;
    QPushButton* m_more;
    QComboBox* m_other;
    std::optional<int> m_chosen; ///< by the user, of `m_other`
    QLineEdit* m_towards; ///< the other words
    QSlider* m_walk;
    QPushButton* m_keepPlace;
    QPushButton* m_mix;
    QPushButton* m_keepMix;
    QWidget* m_walks; ///< what needs two, or words
    QWidget* m_two;   ///< what needs two
};

} // namespace ui
