package dev.javelin.nn;

import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.plan.Groups;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;

/**
 * Normalises each example's channels in groups of neighbours (Wu and He, "Group normalization",
 * 2018): {@code y = (x - mean) / sqrt(variance + epsilon) weight + bias}, with the biased variance
 * of the group. Input {@code [N, C]} or {@code [N, C, *]}; weight and bias {@code [C]}. The same in
 * training and evaluation.
 */
public final class GroupNorm implements Layer {
  private final int groups;
  private final int channels;
  private final double epsilon;
  private final Parameter weight;
  private final Parameter bias;

  /** With PyTorch's defaults: epsilon 1e-5, weights of 1 and biases of 0. */
  public GroupNorm(int groups, int channels) {
    this(groups, channels, 1e-5, true);
  }

  /**
   * With all settings.
   *
   * @param groups how many groups
   * @param channels a multiple of the groups
   * @param epsilon added to the variance
   * @param affine whether it learns weight and bias
   */
  public GroupNorm(int groups, int channels, double epsilon, boolean affine) {
    if (groups < 1 || channels < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          "GroupNorm cannot split " + channels + " channels into " + groups + " groups");
    }
    this.groups = groups;
    this.channels = channels;
    this.epsilon = Limits.requireEpsilon("GroupNorm", epsilon);
    weight = affine ? new Parameter("weight", Tensor.full(Shape.of(channels), 1)) : null;
    bias = affine ? new Parameter("bias", Tensor.zeros(channels)) : null;
  }

  @Override
  public List<Parameter> parameters() {
    return weight == null ? List.of() : List.of(weight, bias);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() < 2 || input.dim(1) != channels) {
      throw new ShapeMismatchException(toString(), "[N, " + channels + ", *]", input);
    }
    return input;
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    outputShape(input);
    int rows = input.dim(0) * groups;
    var normalization =
        new Normalization(binding, input, Groups.rows(rows, input.size() / rows), epsilon, true);
    return new NormalizationStep(binding, normalization, Groups.channels(input), weight, bias);
  }

  int groups() {
    return groups;
  }

  double epsilon() {
    return epsilon;
  }

  @Override
  public String toString() {
    return "GroupNorm(" + groups + ", " + channels + ")";
  }
}
