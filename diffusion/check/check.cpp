#include "diffusion/check/check.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "diffusion/engine/schedulers/config.h"
#include "diffusion/models/weights/safetensors.h"

namespace diffusion::check {
namespace {

std::string number(double value)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.3g", value);
    return text;
}

/// The parameters of a case, which Python wrote: -Infinity is possible.
nlohmann::json readParameters(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    return parsePythonJson(text, file.filename().string());
}

} // namespace

std::filesystem::path Case::modelFolder(const CheckOptions& options) const
{
    const std::filesystem::path folder = options.root / json.at("model").get<std::string>();
    if (!std::filesystem::exists(folder)) {
        throw SkipCase("its model is not in this folder");
    }
    return folder;
}

double Case::referenceError(const std::string& part) const
{
    const auto found = json.find("fp64_maxdiff");
    if (found == json.end()) {
        return 0;
    }
    if (found->is_number()) {
        return found->get<double>();
    }
    return found->is_object() && found->contains(part) ? found->at(part).get<double>() : 0;
}

void Comparison::compare(const std::string& what, const at::Tensor& actual,
                         const at::Tensor& golden, double referenceError)
{
    ++m_count;
    if (!actual.defined() || actual.sizes() != golden.sizes()) {
        m_failures.push_back(what + " is " +
                             (actual.defined() ? shapeText(actual.sizes()) : "undefined") +
                             ", expected " + shapeText(golden.sizes()));
        return;
    }
    const at::Tensor expected = golden.to(at::kDouble);
    const double distance = (actual.detach().to(at::kCPU, at::kDouble) - expected).abs().max().item<double>();
    const double tolerance =
        std::max(1e-5 * expected.abs().max().item<double>(), 20 * referenceError);
    const bool fits = distance <= tolerance; // false for NaN
    if (!fits) {
        m_failures.push_back(what + " differs by " + number(distance) + ", tolerance " +
                             number(tolerance));
    }
    if (distance / tolerance >= m_worst || m_worstName.empty()) {
        m_worst = distance / tolerance;
        m_worstName = what;
    }
}

void Comparison::require(const std::string& what, bool holds)
{
    ++m_count;
    if (!holds) {
        m_failures.push_back(what);
    }
}

std::string Comparison::summary() const
{
    if (!m_failures.empty()) {
        return m_failures.front() +
               (m_failures.size() > 1
                    ? " (and " + std::to_string(m_failures.size() - 1) + " more)"
                    : "");
    }
    const std::string count = std::to_string(m_count) + " compared";
    return m_worstName.empty()
               ? count
               : count + ", worst " + m_worstName + " at " + number(m_worst) + " of the tolerance";
}

CaseResult runOne(const std::string& name, const std::function<void(Comparison&)>& check)
{
    Comparison comparison;
    try {
        check(comparison);
    } catch (const SkipCase& skip) {
        return {name, Outcome::Skipped, skip.what()};
    } catch (const std::exception& exception) {
        const std::string what = exception.what();
        return {name, Outcome::Failed, what.substr(0, what.find('\n'))};
    }
    return {name, comparison.passed() ? Outcome::Passed : Outcome::Failed, comparison.summary()};
}

std::vector<CaseResult> runCases(const std::string& section, const CheckOptions& options,
                                 const CaseFunction& check)
{
    std::vector<std::filesystem::path> files;
    const std::filesystem::path folder = options.root / "cases" / section;
    if (std::filesystem::exists(folder)) {
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() == ".json") {
                files.push_back(entry.path());
            }
        }
    }
    std::sort(files.begin(), files.end());
    std::vector<CaseResult> results;
    for (const std::filesystem::path& file : files) {
        const std::string name = file.stem().string();
        results.push_back(runOne(section + "/" + name, [&](Comparison& comparison) {
            Case current{name, readParameters(file), nullptr};
            std::filesystem::path tensors = file;
            current.tensors = openSafetensors(tensors.replace_extension(".safetensors"));
            check(current, options, comparison);
        }));
    }
    return results;
}

} // namespace diffusion::check
