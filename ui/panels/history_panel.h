#pragma once

/// What was done, oldest first; a click goes there. GUI thread only.

#include <QIcon>
#include <QImage>
#include <QListWidget>

#include <cstdint>
#include <map>

namespace ui {

class DocumentSession;
class Workspace;

class HistoryPanel final : public QListWidget {
    Q_OBJECT

public:
    explicit HistoryPanel(Workspace& workspace, QWidget* parent = nullptr);

    /// What the document looks like now, for the row of the present state.
    void setPresentPicture(const QImage& picture);

private:
    void refresh();
    /// Names the state of a row for as long as it exists.
    [[nodiscard]] std::uint64_t stateOf(int row) const;

    Workspace& m_workspace;
    std::map<std::uint64_t, QIcon> m_pictures; ///< by stateOf()
};

} // namespace ui
