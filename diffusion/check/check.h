#pragma once

/// Comparing this program's networks, schedulers and pipelines with stored reference cases.
///
/// A reference folder has models/ (tiny models in the usual layouts) and cases/ (one .json with the
/// parameters and one .safetensors with inputs and outputs for each case).

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "diffusion/models/tensor.h"
#include "diffusion/models/weights/tensor_source.h"

namespace diffusion::check {

/// Where the cases are and what the run may use.
struct CheckOptions {
    std::filesystem::path root;         ///< holds models/ and cases/
    std::filesystem::path moduleFolder; ///< holds stillwater_sentencepiece.so
};

enum class Outcome { Passed, Failed, Skipped };

struct CaseResult {
    std::string name; ///< "unet/sd15-base"
    Outcome outcome = Outcome::Passed;
    std::string detail; ///< one line: the worst distance, or what went wrong
};

/// One stored case, opened.
struct Case {
    std::string name;      ///< "sd15-base"
    nlohmann::json json;
    std::shared_ptr<TensorSource> tensors;

    [[nodiscard]] bool has(const std::string& tensor) const { return tensors->contains(tensor); }
    [[nodiscard]] at::Tensor tensor(const std::string& tensor) const
    {
        return tensors->read(tensor, {});
    }
    /// The folder its `model` names, below `root`; throws SkipCase where that is absent.
    [[nodiscard]] std::filesystem::path modelFolder(const CheckOptions& options) const;
    /// fp64_maxdiff, or its entry `part` where it is an object; 0 where there is none.
    [[nodiscard]] double referenceError(const std::string& part = {}) const;
};

/// Thrown by a check that cannot run here; what() says why.
class SkipCase final : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Collects comparisons of one case and remembers the worst.
class Comparison {
public:
    /// Passes when max|actual - golden| <= max(1e-5 * max|golden|, 20 * referenceError): twenty
    /// times what float32 itself loses against float64, or the last digits of float32.
    void compare(const std::string& what, const at::Tensor& actual, const at::Tensor& golden,
                 double referenceError);
    /// For whole numbers, names and the like.
    void require(const std::string& what, bool holds);

    [[nodiscard]] bool passed() const { return m_failures.empty(); }
    [[nodiscard]] std::string summary() const;

private:
    double m_worst = 0; ///< of distance / tolerance
    std::string m_worstName;
    int m_count = 0;
    std::vector<std::string> m_failures;
};

using CaseFunction = std::function<void(const Case&, const CheckOptions&, Comparison&)>;

/// Runs `check` on every cases/<section>/*.json, in order of name.
[[nodiscard]] std::vector<CaseResult> runCases(const std::string& section,
                                               const CheckOptions& options,
                                               const CaseFunction& check);
/// Runs `check` once under `name`, turning exceptions into failures.
[[nodiscard]] CaseResult runOne(const std::string& name,
                                const std::function<void(Comparison&)>& check);

/// One kind of case: the folder (or file) below cases/ and the function that runs all of it.
struct Section {
    const char* name;
    std::vector<CaseResult> (*run)(const CheckOptions&);
};

/// The table of sections, in the order they run. To add one: a file and a line.
[[nodiscard]] std::span<const Section> sections();

} // namespace diffusion::check
