// Configurations of models: JSON as Python writes it, and every typed question that networks and schedulers
// ask it.

#include <cstdint>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

#include "diffusion/engine/schedulers/config.h"
#include "diffusion/models/load_error.h"
#include "diffusion/models/networks/config_reader.h"

namespace {

template <class Question> void ask(Question question)
{
    try {
        static_cast<void>(question());
    } catch (const diffusion::LoadError&) {
    } catch (const std::invalid_argument&) { // schedulers complain so
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    nlohmann::json json;
    try {
        json = diffusion::parsePythonJson(text, "fuzz");
    } catch (const std::invalid_argument&) {
        return 0;
    }
    const char* const keys[] = {"in_channels", "block_out_channels", "act_fn", "nan"};
    for (const char* key : keys) {
        ask([&] {
            const diffusion::ConfigReader reader(json, "fuzz");
            ask([&] { return reader.integer(key, 1); });
            ask([&] { return reader.number(key, 1); });
            ask([&] { return reader.boolean(key, false); });
            ask([&] { return reader.text(key); });
            ask([&] { return reader.integers(key, {}); });
            ask([&] { return reader.integerPerBlock(key, 2, 1); });
            ask([&] { return reader.booleanPerBlock(key, 2, true); });
            ask([&] { return reader.texts(key, {}); });
            ask([&] { return reader.numbers(key); });
            ask([&] {
                reader.refuseUnless(key, "silu");
                return 0;
            });
            return 0;
        });
        if (json.is_object()) {
            const diffusion::SchedulerConfig config(json);
            ask([&] { return config.number(key, 1); });
            ask([&] { return config.integer(key, 1); });
            ask([&] { return config.text(key, ""); });
            ask([&] { return config.flag(key, false); });
        }
    }
    return 0;
}
