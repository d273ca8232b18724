#include "ui/generate/candidate_shelf.h"

#include <algorithm>
#include <utility>

namespace ui {

void CandidateShelf::put(const OutcomeRef& outcome)
{
    if (std::find(m_outcomes.begin(), m_outcomes.end(), outcome) == m_outcomes.end()) {
        if (outcome->candidates.size() > 1 || m_settled.lock() == outcome) {
            return; // it was discarded while it was still growing
        }
        m_outcomes.push_back(outcome);
    }
    Q_EMIT changed();
}

OutcomeRef CandidateShelf::outcome() const
{
    return m_outcomes.empty() ? OutcomeRef() : m_outcomes.front();
}

int CandidateShelf::waiting() const
{
    return std::max(0, static_cast<int>(m_outcomes.size()) - 1);
}

int CandidateShelf::count() const
{
    return m_outcomes.empty() ? 0 : static_cast<int>(m_outcomes.front()->candidates.size());
}

std::vector<PlacedPicture> CandidateShelf::pictures() const
{
    return m_outcomes.empty()
               ? std::vector<PlacedPicture>()
               : m_outcomes.front()->candidates[static_cast<std::size_t>(m_current)].pictures;
}

void CandidateShelf::select(int index)
{
    if (index >= 0 && index < count() && index != m_current) {
        m_current = index;
        Q_EMIT changed();
    }
}

void CandidateShelf::step(int direction)
{
    if (count() > 0) {
        select((m_current + direction + count()) % count());
    }
}

void CandidateShelf::keep()
{
    if (!isEmpty()) {
        apply({m_current});
    }
}

void CandidateShelf::keepAll()
{
    if (isEmpty()) {
        return;
    }
    std::vector<int> all;
    for (int i = 0; i < count(); ++i) {
        if (i != m_current) {
            all.push_back(i);
            for (core::Layer& layer : outcome()->candidates[static_cast<std::size_t>(i)].layers) {
                layer.properties.visible = false;
            }
        }
    }
    all.push_back(m_current);
    apply(all);
}

void CandidateShelf::apply(const std::vector<int>& candidates)
{
    const OutcomeRef chosen = m_outcomes.front();
    m_settled = chosen;
    m_outcomes.pop_front();
    m_current = 0;
    if (applyOutcome(*chosen, candidates) == Applied::KeptAside) {
        Q_EMIT warned(tr("The picture changed its size meanwhile. The result was moved along or, "
                         "where that could not be told, kept as a hidden layer."));
    }
    Q_EMIT decided(chosen);
    Q_EMIT changed();
}

void CandidateShelf::discard()
{
    if (!isEmpty()) {
        const OutcomeRef dropped = m_outcomes.front();
        m_settled = dropped;
        m_outcomes.pop_front();
        m_current = 0;
        Q_EMIT decided(dropped);
        Q_EMIT changed();
    }
}

void CandidateShelf::add(FillCandidate candidate)
{
    if (!isEmpty()) {
        m_outcomes.front()->candidates.push_back(std::move(candidate));
        m_current = count() - 1;
        Q_EMIT changed();
    }
}

void CandidateShelf::replace(const OutcomeRef& old, const OutcomeRef& outcome)
{
    if (old && !m_outcomes.empty() && m_outcomes.front() == old) {
        m_outcomes.pop_front();
    }
    m_outcomes.push_front(outcome);
    m_current = 0;
    Q_EMIT changed();
}

void CandidateShelf::dropOthers(const DocumentSession* open)
{
    const OutcomeRef before = outcome();
    std::erase_if(m_outcomes, [open](const OutcomeRef& one) { return one->session != open; });
    if (outcome() != before) {
        m_current = 0;
        Q_EMIT changed();
    }
}

} // namespace ui
