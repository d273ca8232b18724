#pragma once

/// What the `models` commands print, for people and as one JSON object. Main thread only.

#include <string>
#include <vector>

#include "diffusion/model_catalogue.h"

namespace app {

enum class OutputFormat { Text, Json };

void printModelList(const std::vector<diffusion::CatalogueEntry>& entries, OutputFormat format);
void printModelDetails(const diffusion::ModelDetails& details, OutputFormat format);
void printVerifyReport(const std::string& path, const diffusion::VerifyReport& report,
                       OutputFormat format);

} // namespace app
