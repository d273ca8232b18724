#pragma once

/// The functions of the sections table; each runs one folder below cases/.

#include "diffusion/check/check.h"

namespace diffusion::check {

[[nodiscard]] std::vector<CaseResult> checkTokenizer(const CheckOptions& options);
[[nodiscard]] std::vector<CaseResult> checkText(const CheckOptions& options);
[[nodiscard]] std::vector<CaseResult> checkUNet(const CheckOptions& options);
[[nodiscard]] std::vector<CaseResult> checkTransformer(const CheckOptions& options);
[[nodiscard]] std::vector<CaseResult> checkVae(const CheckOptions& options);
[[nodiscard]] std::vector<CaseResult> checkSchedulers(const CheckOptions& options);
[[nodiscard]] std::vector<CaseResult> checkPipelines(const CheckOptions& options);

} // namespace diffusion::check
