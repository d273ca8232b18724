// Files of torch.save: the archive, the older form, and a pickle alone.

#include <cstdint>
#include <string_view>

#include "diffusion/models/load_error.h"
#include "diffusion/models/weights/pickle_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try {
        static_cast<void>(diffusion::readPickle(bytes, "fuzz"));
    } catch (const diffusion::LoadError&) {
    }
    try {
        for (const auto& [name, located] : diffusion::locateTensors(bytes, "fuzz")) {
            const auto& tensor = located.tensor;
            std::int64_t last = tensor.offset;
            bool isEmpty = false;
            for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
                last += (tensor.shape[i] - 1) * tensor.strides[i];
                isEmpty = isEmpty || tensor.shape[i] == 0;
            }
            const std::int64_t item = diffusion::itemSize(tensor.storage.type);
            const bool inside = isEmpty || (located.begin >= 0 && tensor.offset >= 0 &&
                                            (last + 1) * item + located.begin <=
                                                static_cast<std::int64_t>(size));
            if (!inside) {
                __builtin_trap(); // what the mapping relies on
            }
        }
    } catch (const diffusion::LoadError&) {
    }
    return 0;
}
