#include "ui/document_session.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace ui {

class DocumentSession::Observer final : public core::DocumentObserver {
public:
    explicit Observer(DocumentSession& session) : m_session(session) {}

    void pixelsChanged(const core::Rect& area) override { Q_EMIT m_session.pixelsChanged(area); }
    void structureChanged() override
    {
        m_session.dropLostTarget();
        Q_EMIT m_session.structureChanged();
    }
    void maskChanged(const core::Rect& area) override
    {
        m_session.m_hasMask.reset();
        Q_EMIT m_session.maskChanged(area);
    }

private:
    DocumentSession& m_session;
};

DocumentSession::DocumentSession(std::unique_ptr<core::Document> document, QString path,
                                 QString name)
    : m_document(std::move(document)), m_observer(std::make_unique<Observer>(*this)),
      m_history(*m_document), m_path(std::move(path)), m_name(std::move(name))
{
    m_document->addObserver(m_observer.get());
    m_history.setObserver([this] {
        Q_EMIT historyChanged();
        Q_EMIT stateChanged();
    });
}

DocumentSession::~DocumentSession()
{
    m_history.setObserver({});
    m_document->removeObserver(m_observer.get());
}

bool DocumentSession::hasMask() const
{
    if (!m_hasMask) {
        m_hasMask = !m_document->mask().isEmpty();
    }
    return *m_hasMask;
}

std::vector<core::LayerId> DocumentSession::selectedLayers() const
{
    const auto picked = [this](core::LayerId id) {
        return std::find(m_selectedLayers.begin(), m_selectedLayers.end(), id) !=
               m_selectedLayers.end();
    };
    const core::LayerId active = m_document->activeLayer();
    std::vector<core::LayerId> out;
    for (const core::LayerRef& layer : m_document->layers()) {
        if (layer->id == active || (picked(active) && picked(layer->id))) {
            out.push_back(layer->id);
        }
    }
    return out;
}

bool DocumentSession::paintsMask() const
{
    if (m_maskTarget == 0 || m_maskTarget != m_document->activeLayer()) {
        return false;
    }
    const core::LayerRef layer = m_document->layer(m_maskTarget);
    return layer != nullptr && layer->mask.has_value();
}

void DocumentSession::setPaintsMask(bool on)
{
    const core::LayerId target = on ? m_document->activeLayer() : 0;
    if (target == m_maskTarget) {
        return;
    }
    m_maskTarget = target;
    m_maskAlone = m_maskAlone && paintsMask();
    Q_EMIT paintTargetChanged();
}

void DocumentSession::setShowsMaskAlone(bool on)
{
    if (on != m_maskAlone) {
        m_maskAlone = on;
        Q_EMIT paintTargetChanged();
    }
}

void DocumentSession::dropLostTarget()
{
    if (m_maskTarget != 0 && !paintsMask()) {
        m_maskTarget = 0;
        m_maskAlone = false;
        Q_EMIT paintTargetChanged();
    }
}

void DocumentSession::markSaved(const QString& path, std::uint64_t revision)
{
    m_path = path;
    m_name = QFileInfo(path).fileName();
    if (m_document->revision() == revision) {
        m_history.setClean();
    }
    Q_EMIT stateChanged();
}

} // namespace ui
