#include "app/train/eval/engine_wait.h"

#include <future>
#include <utility>

namespace train {

core::Result<diffusion::FillResult> runRequest(diffusion::FillService& service,
                                               diffusion::FillRequest request)
{
    std::promise<core::Result<diffusion::FillResult>> promise;
    auto future = promise.get_future();
    diffusion::FillSink sink;
    sink.done = [&promise](core::Result<diffusion::FillResult> result) {
        promise.set_value(std::move(result));
    };
    const auto submitted = service.submit(std::move(request), std::move(sink));
    if (!submitted) {
        return core::fail(submitted.error());
    }
    return future.get();
}

} // namespace train
