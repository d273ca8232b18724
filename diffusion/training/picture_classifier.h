#pragma once

/// A small convolutional classifier with several heads that names what a picture shows: the judge
/// of how well generated pictures keep to their prompts. Trained on labelled pictures only; says
/// nothing of things it has no class for. No torch type here. Not thread-safe.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace diffusion::training {

/// Square pictures of one size, 8 bits a sample, interleaved RGB, and a class for each head.
struct LabelledPictures {
    int side = 64;
    int heads = 0;
    std::vector<std::uint8_t> pixels; ///< count * side * side * 3
    std::vector<std::int32_t> labels; ///< count * heads, each in [0, classes of the head)

    [[nodiscard]] std::int64_t count() const
    {
        return static_cast<std::int64_t>(pixels.size()) / (std::int64_t{3} * side * side);
    }
};

struct ClassifierOptions {
    std::vector<int> classes; ///< of each head
    int side = 64;            ///< of the pictures, a multiple of 16, at least 32
    std::vector<int> widths{24, 48, 96, 128};
    std::int64_t steps = 1500;
    int batch = 64;
    float learningRate = 2e-3F;
    std::uint64_t seed = 1;
    /// What the classes are: a saved classifier of another meaning is refused.
    std::string meaning;
};

class PictureClassifier {
public:
    /// Errors: InvalidArgument (no head, a side that is no multiple of 16).
    [[nodiscard]] static core::Result<std::unique_ptr<PictureClassifier>>
    create(ClassifierOptions options);
    ~PictureClassifier();

    /// All steps on seeded batches; pictures are mirrored, blurred, brightened and darkened at
    /// random so that softer pictures than the trainer's are judged too. `progress` gets the
    /// fraction done and the loss; training ends early when it returns false.
    /// Errors: InvalidArgument (sizes that do not fit the options).
    [[nodiscard]] core::Status train(const LabelledPictures& pictures,
                                     const std::function<bool(double, double)>& progress);

    /// The likeliest class of each head for each picture: count * heads. Labels are not looked at.
    [[nodiscard]] core::Result<std::vector<std::int32_t>>
    classify(const LabelledPictures& pictures);

    /// Errors: WriteFailed.
    [[nodiscard]] core::Status save(const std::string& path);
    /// Errors: NotFound, Unreadable, BadWeights (other classes, another meaning).
    [[nodiscard]] core::Status load(const std::string& path);

private:
    struct Impl;
    explicit PictureClassifier(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace diffusion::training
