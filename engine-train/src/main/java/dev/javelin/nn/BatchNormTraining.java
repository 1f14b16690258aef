package dev.javelin.nn;

import dev.javelin.layer.Step;
import dev.javelin.tensor.Tensor;

/** Keeps the running statistics of the batches that a normalization's step is given. */
final class BatchNormTraining implements Step {
  private final Step step;
  private final Normalization normalization;
  private final RunningStatistics running;

  BatchNormTraining(Step step, Normalization normalization, RunningStatistics running) {
    this.step = step;
    this.normalization = normalization;
    this.running = running;
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor output = step.forward(input);
    running.update(normalization);
    return output;
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    return step.backward(outputGradient);
  }
}
