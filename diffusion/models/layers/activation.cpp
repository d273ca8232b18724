#include "diffusion/models/layers/activation.h"

#include "diffusion/models/load_error.h"

namespace diffusion {

Activation parseActivation(const std::string& name, const char* key)
{
    if (name.empty() || name == "identity" || name == "linear") {
        return Activation::Identity;
    }
    if (name == "silu" || name == "swish") {
        return Activation::Silu;
    }
    if (name == "gelu") {
        return Activation::Gelu;
    }
    if (name == "gelu_new" || name == "gelu_pytorch_tanh") {
        return Activation::GeluTanh;
    }
    if (name == "quick_gelu") {
        return Activation::QuickGelu;
    }
    if (name == "relu") {
        return Activation::Relu;
    }
    if (name == "mish") {
        return Activation::Mish;
    }
    throw LoadError(core::ErrorCode::Unsupported, std::string("config.json: ") + key + " \"" +
                                                      name +
                                                      "\" is not an activation this program knows");
}

at::Tensor activate(const at::Tensor& x, Activation activation)
{
    switch (activation) {
    case Activation::Identity:
        return x;
    case Activation::Silu:
        return at::silu(x);
    case Activation::Gelu:
        return at::gelu(x);
    case Activation::GeluTanh:
        return at::gelu(x, "tanh");
    case Activation::QuickGelu:
        return x * at::sigmoid(x * 1.702);
    case Activation::Relu:
        return at::relu(x);
    case Activation::Mish:
        break;
    }
    return at::mish(x);
}

at::Tensor activateFresh(at::Tensor x, Activation activation)
{
    if (!x.requires_grad()) {
        if (activation == Activation::Silu) {
            return at::silu_(x);
        }
        if (activation == Activation::Relu) {
            return at::relu_(x);
        }
    }
    return activate(x, activation);
}

} // namespace diffusion
