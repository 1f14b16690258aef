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
 * What the batch normalisations share (Ioffe and Szegedy, "Batch normalization", 2015): each
 * channel of {@code [N, C, *]} is normalised over the batch and the axes after it, {@code y = (x -
 * mean) / sqrt(variance + epsilon) weight + bias}. Weight and bias {@code [C]}.
 *
 * <p>In training, mean and biased variance are the batch's, and running averages of the mean and
 * the unbiased variance are kept: {@code running = (1 - momentum) running + momentum batch}. In
 * evaluation, mean and variance are the running ones. All plans of a layer share them; those that
 * train at the same time must not do so on several threads.
 */
public abstract sealed class BatchNorm implements Layer permits BatchNorm1d, BatchNorm2d {
  private final int channels;
  private final double epsilon;
  private final Parameter weight;
  private final Parameter bias;
  private final RunningStatistics running;

  BatchNorm(
      int channels,
      double epsilon,
      OptionalDouble momentum,
      boolean affine,
      boolean trackRunningStats) {
    String name = getClass().getSimpleName();
    if (channels < 1) {
      throw new IllegalArgumentException(name + "(" + channels + ") has no channels");
    }
    this.channels = channels;
    this.epsilon = Limits.requireEpsilon(name, epsilon);
    weight = affine ? new Parameter("weight", Tensor.full(Shape.of(channels), 1)) : null;
    bias = affine ? new Parameter("bias", Tensor.zeros(channels)) : null;
    running = trackRunningStats ? new RunningStatistics(channels, momentum) : null;
  }

  @Override
  public final List<Parameter> parameters() {
    return weight == null ? List.of() : List.of(weight, bias);
  }

  /** {@code running_mean [C]}, {@code running_var [C]}, {@code num_batches_tracked []}. */
  @Override
  public final List<Buffer> buffers() {
    return running == null ? List.of() : running.buffers();
  }

  /** Begins the running statistics anew, if it keeps any. */
  public final void resetRunningStats() {
    if (running != null) {
      running.reset();
    }
  }

  /** The share of a new batch in the running statistics; empty for the plain average, or none. */
  public final OptionalDouble momentum() {
    return running == null ? OptionalDouble.empty() : running.momentum();
  }

  /** Sets the share of batches to come, for plans already bound, too. */
  public final void setMomentum(OptionalDouble momentum) {
    if (running != null) {
      running.setMomentum(momentum);
    }
  }

  /** The shapes it takes, for messages. */
  abstract String expected();

  /** Whether it takes inputs with so many axes. */
  abstract boolean takesRank(int rank);

  final int channels() {
    return channels;
  }

  @Override
  public final Shape outputShape(Shape input) {
    if (!takesRank(input.rank()) || input.dim(1) != channels) {
      throw new ShapeMismatchException(toString(), expected(), input);
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
  public final Step bind(Shape input, Binding binding) {
    outputShape(input);
    Groups groups = Groups.channels(input);
    if (!binding.training() && running != null) {
      return new BatchNormEvaluation(binding, input, running, epsilon, weight, bias);
    }
    if (groups.size() == 1) {
      throw new ShapeMismatchException(
          this + " in training", expected() + " with more than 1 value per channel", input);
    }
    var normalization = new Normalization(binding, input, groups, epsilon, true);
    Step step = new NormalizationStep(binding, normalization, groups, weight, bias);
    return running == null ? step : new BatchNormTraining(step, normalization, running);
  }

  final double epsilon() {
    return epsilon;
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "(" + channels + ")";
  }
}
