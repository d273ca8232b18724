#pragma once

/// The candidates of a generation while the user chooses. What is not chosen from yet waits behind.
/// No widgets. GUI thread only.

#include <QObject>

#include <deque>

#include "ui/generate/fill_outcome.h"

namespace ui {

class CandidateShelf final : public QObject {
    Q_OBJECT

public:
    explicit CandidateShelf(QObject* parent = nullptr) : QObject(parent) {}

    /// A new outcome, or one that has grown by a candidate.
    void put(const OutcomeRef& outcome);

    /// The one to choose from; null when there is none.
    [[nodiscard]] OutcomeRef outcome() const;
    [[nodiscard]] bool isEmpty() const { return m_outcomes.empty(); }
    /// How many other outcomes wait behind it.
    [[nodiscard]] int waiting() const;
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] int count() const;
    /// What the canvas is to show; empty when nothing is to be chosen.
    [[nodiscard]] std::vector<PlacedPicture> pictures() const;

    void select(int index);
    /// Round and round.
    void step(int direction);
    /// The current one goes into the document.
    void keep();
    /// All go in as layers, the current one on top and visible, the others hidden.
    void keepAll();
    void discard();
    /// One more to choose from, which shows at once.
    void add(FillCandidate candidate);
    /// Takes the place of an outcome that nobody has chosen from, or comes to the front.
    void replace(const OutcomeRef& old, const OutcomeRef& outcome);
    /// Drops all that belongs to another document than this one, which may be on its way out still.
    void dropOthers(const DocumentSession* open);

Q_SIGNALS:
    /// Another outcome, one more candidate, another current one, or nothing any more.
    void changed();
    /// The user has chosen, or discarded all: more of it is not wanted.
    void decided(const ui::OutcomeRef& outcome);
    /// The picture changed its size meanwhile; one sentence.
    void warned(const QString& message);

private:
    void apply(const std::vector<int>& candidates);

    std::deque<OutcomeRef> m_outcomes;
    std::weak_ptr<FillOutcome> m_settled; ///< the last one that left: it does not come back
    int m_current = 0;
};

} // namespace ui
