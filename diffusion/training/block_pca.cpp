#include "diffusion/training/block_pca.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <numeric>

#include <nlohmann/json.hpp>

namespace diffusion::training {

namespace {

using core::ErrorCode;
using core::PixelBuffer;

constexpr int kN = kBlockValues;

void readBlock(const PixelBuffer& image, int bx, int by, float* block)
{
    for (int y = 0; y < kBlockSide; ++y) {
        const float* row = image.at(bx * kBlockSide, by * kBlockSide + y);
        std::copy_n(row, kBlockSide * 3, block + y * kBlockSide * 3);
    }
}

/// Eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub, Van Loan, section 8.5).
/// `a` (n, n) ends up diagonal, the columns of `v` are the vectors.
void jacobi(std::vector<double>& a, std::vector<double>& v, int n)
{
    v.assign(static_cast<std::size_t>(n) * n, 0.0);
    for (int i = 0; i < n; ++i) {
        v[static_cast<std::size_t>(i) * n + i] = 1.0;
    }
    const auto at = [n](std::vector<double>& m, int i, int j) -> double& {
        return m[static_cast<std::size_t>(i) * n + j];
    };
    for (int sweep = 0; sweep < 30; ++sweep) {
        double off = 0.0;
        double diagonal = 0.0;
        for (int i = 0; i < n; ++i) {
            diagonal += at(a, i, i) * at(a, i, i);
            for (int j = 0; j < i; ++j) {
                off += at(a, i, j) * at(a, i, j);
            }
        }
        if (off <= 1e-22 * diagonal) {
            return;
        }
        for (int p = 0; p < n; ++p) {
            for (int q = p + 1; q < n; ++q) {
                const double apq = at(a, p, q);
                if (apq == 0.0) {
                    continue;
                }
                const double tau = (at(a, q, q) - at(a, p, p)) / (2.0 * apq);
                const double t = (tau >= 0 ? 1.0 : -1.0) / (std::abs(tau) + std::hypot(1.0, tau));
                const double c = 1.0 / std::hypot(1.0, t);
                const double s = t * c;
                for (int k = 0; k < n; ++k) {
                    const double kp = at(a, k, p);
                    const double kq = at(a, k, q);
                    at(a, k, p) = c * kp - s * kq;
                    at(a, k, q) = s * kp + c * kq;
                }
                for (int k = 0; k < n; ++k) {
                    const double pk = at(a, p, k);
                    const double qk = at(a, q, k);
                    at(a, p, k) = c * pk - s * qk;
                    at(a, q, k) = s * pk + c * qk;
                    const double vp = at(v, k, p);
                    const double vq = at(v, k, q);
                    at(v, k, p) = c * vp - s * vq;
                    at(v, k, q) = s * vp + c * vq;
                }
            }
        }
    }
}

} // namespace

std::vector<float> BlockPca::encode(const PixelBuffer& image) const
{
    const int columns = image.width() / kBlockSide;
    const int rows = image.height() / kBlockSide;
    std::vector<float> latent(static_cast<std::size_t>(components) * rows * columns);
    std::array<float, kN> block{};
    for (int by = 0; by < rows; ++by) {
        for (int bx = 0; bx < columns; ++bx) {
            readBlock(image, bx, by, block.data());
            for (int i = 0; i < kN; ++i) {
                block[i] -= mean[i];
            }
            for (int k = 0; k < components; ++k) {
                const float* axis = basis.data() + static_cast<std::size_t>(k) * kN;
                const float z = std::inner_product(block.begin(), block.end(), axis, 0.0F);
                latent[(static_cast<std::size_t>(k) * rows + by) * columns + bx] = z / deviation[k];
            }
        }
    }
    return latent;
}

PixelBuffer BlockPca::decode(const std::vector<float>& latent, int rows, int columns) const
{
    PixelBuffer image(columns * kBlockSide, rows * kBlockSide, 3);
    std::array<float, kN> block{};
    for (int by = 0; by < rows; ++by) {
        for (int bx = 0; bx < columns; ++bx) {
            std::copy(mean.begin(), mean.end(), block.begin());
            for (int k = 0; k < components; ++k) {
                const float* axis = basis.data() + static_cast<std::size_t>(k) * kN;
                const float z =
                    latent[(static_cast<std::size_t>(k) * rows + by) * columns + bx] * deviation[k];
                for (int i = 0; i < kN; ++i) {
                    block[i] += z * axis[i];
                }
            }
            for (int y = 0; y < kBlockSide; ++y) {
                std::copy_n(block.data() + y * kBlockSide * 3, kBlockSide * 3,
                            image.at(bx * kBlockSide, by * kBlockSide + y));
            }
        }
    }
    return image;
}

core::Status BlockPca::save(const std::string& path) const
{
    const nlohmann::json json{
        {"components", components}, {"mean", mean}, {"basis", basis}, {"deviation", deviation}};
    std::ofstream file(path, std::ios::trunc);
    file << json.dump() << '\n';
    file.close();
    if (!file) {
        return core::fail(ErrorCode::WriteFailed, path + ": cannot be written");
    }
    return {};
}

core::Result<BlockPca> BlockPca::load(const std::string& path)
{
    std::ifstream file(path);
    if (!file) {
        return core::fail(ErrorCode::NotFound, path + ": no such file");
    }
    try {
        const nlohmann::json json = nlohmann::json::parse(file);
        BlockPca pca{json.at("components").get<int>(), json.at("mean").get<std::vector<float>>(),
                     json.at("basis").get<std::vector<float>>(),
                     json.at("deviation").get<std::vector<float>>()};
        const auto count = static_cast<std::size_t>(std::max(0, pca.components));
        if (pca.mean.size() != kN || pca.basis.size() != count * kN ||
            pca.deviation.size() != count) {
            return core::fail(ErrorCode::Unreadable, path + ": sizes do not fit together");
        }
        return pca;
    } catch (const nlohmann::json::exception& error) {
        return core::fail(ErrorCode::Unreadable, path + ": " + error.what());
    }
}

BlockPcaFitter::BlockPcaFitter() : m_sum(kN, 0.0), m_product(static_cast<std::size_t>(kN) * kN, 0.0)
{
}

void BlockPcaFitter::add(const PixelBuffer& image)
{
    std::array<float, kN> block{};
    for (int by = 0; by < image.height() / kBlockSide; ++by) {
        for (int bx = 0; bx < image.width() / kBlockSide; ++bx) {
            readBlock(image, bx, by, block.data());
            for (int i = 0; i < kN; ++i) {
                m_sum[i] += block[i];
                double* row = m_product.data() + static_cast<std::size_t>(i) * kN;
                for (int j = 0; j <= i; ++j) {
                    row[j] += static_cast<double>(block[i]) * block[j];
                }
            }
            ++m_blocks;
        }
    }
}

core::Result<BlockPca> BlockPcaFitter::fit(int components) const
{
    if (m_blocks < kN || components < 1 || components > kN) {
        return core::fail(ErrorCode::InvalidArgument,
                          "principal components need at least 192 blocks and 1 to 192 components");
    }
    const auto n = static_cast<double>(m_blocks);
    std::vector<double> covariance(m_product.size());
    for (int i = 0; i < kN; ++i) {
        for (int j = 0; j <= i; ++j) {
            const double value =
                m_product[static_cast<std::size_t>(i) * kN + j] / n - m_sum[i] / n * (m_sum[j] / n);
            covariance[static_cast<std::size_t>(i) * kN + j] = value;
            covariance[static_cast<std::size_t>(j) * kN + i] = value;
        }
    }
    std::vector<double> vectors;
    jacobi(covariance, vectors, kN);
    std::vector<int> order(kN);
    std::iota(order.begin(), order.end(), 0);
    const auto variance = [&](int i) { return covariance[static_cast<std::size_t>(i) * kN + i]; };
    std::sort(order.begin(), order.end(), [&](int a, int b) { return variance(a) > variance(b); });

    BlockPca pca;
    pca.components = components;
    for (const double sum : m_sum) {
        pca.mean.push_back(static_cast<float>(sum / n));
    }
    for (int k = 0; k < components; ++k) {
        const int column = order[k];
        pca.deviation.push_back(static_cast<float>(std::sqrt(std::max(1e-12, variance(column)))));
        // The sign is free; the largest entry is made positive so that refits agree.
        int largest = 0;
        for (int i = 0; i < kN; ++i) {
            if (std::abs(vectors[static_cast<std::size_t>(i) * kN + column]) >
                std::abs(vectors[static_cast<std::size_t>(largest) * kN + column]) + 1e-9) {
                largest = i;
            }
        }
        const double sign =
            vectors[static_cast<std::size_t>(largest) * kN + column] < 0 ? -1.0 : 1.0;
        for (int i = 0; i < kN; ++i) {
            pca.basis.push_back(
                static_cast<float>(sign * vectors[static_cast<std::size_t>(i) * kN + column]));
        }
    }
    return pca;
}

} // namespace diffusion::training
