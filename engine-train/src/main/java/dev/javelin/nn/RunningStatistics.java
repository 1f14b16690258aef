package dev.javelin.nn;

import dev.javelin.Buffer;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Averages, over the batches trained on, of each channel's mean and unbiased variance. */
final class RunningStatistics {
  private OptionalDouble momentum;
  private final Tensor mean;
  private final Tensor variance;
  private final Tensor batches;
  private final List<Buffer> buffers;

  /**
   * Begins with mean 0 and variance 1.
   *
   * @param momentum the share of a new batch; empty for the plain average
   */
  RunningStatistics(int channels, OptionalDouble momentum) {
    this.momentum = momentum;
    mean = Tensor.zeros(channels);
    variance = Tensor.zeros(channels);
    batches = Tensor.zeros();
    reset();
    buffers =
        List.of(
            new Buffer("running_mean", mean),
            new Buffer("running_var", variance),
            new Buffer("num_batches_tracked", batches));
  }

  /** To mean 0 and variance 1, of no batch. */
  void reset() {
    Arrays.fill(mean.array(), 0);
    Arrays.fill(variance.array(), 1);
    batches.set(0, 0);
  }

  OptionalDouble momentum() {
    return momentum;
  }

  void setMomentum(OptionalDouble momentum) {
    this.momentum = momentum;
  }

  List<Buffer> buffers() {
    return buffers;
  }

  Tensor mean() {
    return mean;
  }

  Tensor variance() {
    return variance;
  }

  /** Takes up the batch of a normalization's last forward. */
  void update(Normalization batch) {
    batches.set(0, batches.get(0) + 1);
    double share = momentum.orElse(1.0 / batches.get(0));
    double n = batch.groupSize();
    for (int c = 0; c < mean.size(); c++) {
      mean.set(c, (float) ((1 - share) * mean.get(c) + share * batch.mean(c)));
      double unbiased = batch.variance(c) * n / (n - 1);
      variance.set(c, (float) ((1 - share) * variance.get(c) + share * unbiased));
    }
  }
}
