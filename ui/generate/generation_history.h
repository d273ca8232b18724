#pragma once

/// Every result of every generation, kept on disk with how it was made until the budget is full; the
/// oldest go first. GUI thread only; files are read and written elsewhere.

#include <QDateTime>
#include <QImage>
#include <QObject>
#include <QString>

#include <memory>
#include <vector>

#include "core/io/recipe.h"
#include "ui/background.h"
#include "ui/generate/fill_outcome.h"

namespace ui {

struct HistoryEntry {
    QString id;        ///< name of its files
    QString document;  ///< what the picture was called
    QDateTime when;
    core::Recipe recipe;
    core::Rect area;   ///< of the document that it covers
    QImage thumbnail;
    qint64 bytes = 0;  ///< on disk
};

/// Whether every word of `query` stands in what is known of the entry, whatever its case.
[[nodiscard]] bool matches(const HistoryEntry& entry, const QString& query);

class GenerationHistory final : public QObject {
    Q_OBJECT

public:
    static constexpr qint64 kUsualBudget = qint64{512} << 20;

    explicit GenerationHistory(QObject* parent = nullptr);
    ~GenerationHistory() override;

    /// $XDG_DATA_HOME/stillwater/history.
    [[nodiscard]] static QString defaultFolder();
    /// Reads what is there; nothing is kept before. `changed` follows.
    void open(const QString& folder);
    void setBudget(qint64 bytes);
    [[nodiscard]] qint64 budget() const { return m_budget; }
    [[nodiscard]] qint64 usedBytes() const;

    /// A result joins it; copies of the surroundings alone do not.
    void add(const FillOutcome& outcome, int candidate);
    /// Newest first; of one document where its name is given.
    [[nodiscard]] std::vector<HistoryEntry> find(const QString& query,
                                                 const QString& document = {}) const;
    [[nodiscard]] const std::vector<HistoryEntry>& entries() const { return m_entries; }
    void remove(const QString& id);
    void clear();
    /// Puts the picture into the document as a layer where it was made, as one undoable step.
    void putInto(const QString& id, DocumentSession& session);

Q_SIGNALS:
    void changed();
    void failed(const QString& message);
    /// putInto is done.
    void placed(const QString& id);

private:
    void keepToBudget();
    void dropFiles(const QString& id);

    QString m_folder;
    qint64 m_budget = kUsualBudget;
    std::vector<HistoryEntry> m_entries; ///< newest first
    std::unique_ptr<Background> m_background;
};

} // namespace ui
