#include "diffusion/training/run_state.h"

namespace diffusion::training {

float applyGradients(RunState& state, float learningRate, float averageDecay)
{
    FlatParameters& parameters = *state.parameters;
    parameters.sumGradients();
    const float norm =
        state.optimiser->step(parameters.valueTensor(), parameters.gradientTensor(), learningRate);
    parameters.publish();
    updateAverage(state.average, parameters.valueTensor(), averageDecay, state.steps);
    return norm;
}

UseAverage::UseAverage(const RunState& state)
    : m_parameters(*state.parameters), m_kept(m_parameters.valueTensor().clone())
{
    m_parameters.valueTensor().copy_(state.average);
    m_parameters.publish();
}

UseAverage::~UseAverage()
{
    m_parameters.valueTensor().copy_(m_kept);
    m_parameters.publish();
}

} // namespace diffusion::training
