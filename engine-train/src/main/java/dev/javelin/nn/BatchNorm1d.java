package dev.javelin.nn;

import dev.javelin.Buffer;
import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.plan.Groups;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Normalises each channel over the batch (Ioffe and Szegedy, "Batch normalization", 2015): {@code y
 * = (x - mean) / sqrt(variance + epsilon) weight + bias}. Input {@code [N, C]} or {@code [N, C,
 * L]}; weight and bias {@code [C]}.
 *
 * <p>In training, mean and biased variance are the batch's, and running averages of the mean and
 * the unbiased variance are kept: {@code running = (1 - momentum) running + momentum batch}. In
 * evaluation, mean and variance are the running ones. All plans of a layer share them; those that
 * train at the same time must not do so on several threads.
 */
public final class BatchNorm1d implements Layer {
  private final int channels;
  private final double epsilon;
  private final Parameter weight;
  private final Parameter bias;
  private final RunningStatistics running;

  /** With PyTorch's defaults: epsilon 1e-5, momentum 0.1, affine, with running statistics. */
  public BatchNorm1d(int channels) {
    this(channels, 1e-5, OptionalDouble.of(0.1), true, true);
  }

  /**
   * With all settings.
   *
   * @param channels C
   * @param epsilon added to the variance
   * @param momentum the share of a new batch in the running statistics; empty for the plain average
   *     of all batches
   * @param affine whether it learns weight and bias, which begin as 1 and 0
   * @param trackRunningStats whether it keeps running statistics; if not, evaluation too is by the
   *     batch
   */
  public BatchNorm1d(
      int channels,
      double epsilon,
      OptionalDouble momentum,
      boolean affine,
      boolean trackRunningStats) {
    if (channels < 1) {
      throw new IllegalArgumentException("BatchNorm1d(" + channels + ") has no channels");
    }
    this.channels = channels;
    this.epsilon = Limits.requireEpsilon("BatchNorm1d", epsilon);
    weight = affine ? new Parameter("weight", Tensor.full(Shape.of(channels), 1)) : null;
    bias = affine ? new Parameter("bias", Tensor.zeros(channels)) : null;
    running = trackRunningStats ? new RunningStatistics(channels, momentum) : null;
  }

  @Override
  public List<Parameter> parameters() {
    return weight == null ? List.of() : List.of(weight, bias);
  }

  /** {@code running_mean [C]}, {@code running_var [C]}, {@code num_batches_tracked []}. */
  @Override
  public List<Buffer> buffers() {
    return running == null ? List.of() : running.buffers();
  }

  /** Begins the running statistics anew, if it keeps any. */
  public void resetRunningStats() {
    if (running != null) {
      running.reset();
    }
  }

  /** The share of a new batch in the running statistics; empty for the plain average, or none. */
  public OptionalDouble momentum() {
    return running == null ? OptionalDouble.empty() : running.momentum();
  }

  /** Sets the share of batches to come, for plans already bound, too. */
  public void setMomentum(OptionalDouble momentum) {
    if (running != null) {
      running.setMomentum(momentum);
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() < 2 || input.rank() > 3 || input.dim(1) != channels) {
      String expected = "[N, %d] or [N, %<d, L]".formatted(channels);
      throw new ShapeMismatchException(toString(), expected, input);
    }
    return input;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ShapeMismatchException also if a channel has a single value, by itself always equal to
   *     the mean, unless running statistics are used
   */
  @Override
  public Step bind(Shape input, Binding binding) {
    outputShape(input);
    Groups groups = Groups.channels(input);
    if (!binding.training() && running != null) {
      return new BatchNormEvaluation(binding, input, running, epsilon, weight, bias);
    }
    if (groups.size() == 1) {
      throw new ShapeMismatchException(
          toString() + " in training",
          "[N, %d] or [N, %<d, L] with more than 1 value per channel".formatted(channels),
          input);
    }
    var normalization = new Normalization(binding, input, groups, epsilon, true);
    Step step = new NormalizationStep(binding, normalization, groups, weight, bias);
    return running == null ? step : new BatchNormTraining(step, normalization, running);
  }

  double epsilon() {
    return epsilon;
  }

  @Override
  public String toString() {
    return "BatchNorm1d(" + channels + ")";
  }
}
