package dev.javelin.nn;

import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;

/**
 * Divides each example by its root mean square over the last axes of {@code [*, normalizedShape]}
 * (Zhang and Sennrich, "Root mean square layer normalization", 2019): {@code y = x / sqrt(mean(x x)
 * + epsilon) weight}. The weight has the normalized shape. The same in training and evaluation.
 */
public final class RMSNorm implements Layer {
  private final NormalizedShape normalizedShape;
  private final double epsilon;
  private final Parameter weight;

  /**
   * With PyTorch's defaults: a weight of 1, and for epsilon the distance from 1 to the next
   * float32.
   */
  public RMSNorm(int... normalizedShape) {
    this(Shape.of(normalizedShape), Math.ulp(1f), true);
  }

  /**
   * With all settings.
   *
   * @param normalizedShape the lengths of the last axes
   * @param epsilon added to the mean square
   * @param elementwiseAffine whether it learns a weight
   */
  public RMSNorm(Shape normalizedShape, double epsilon, boolean elementwiseAffine) {
    this.normalizedShape = new NormalizedShape(normalizedShape);
    this.epsilon = Limits.requireEpsilon("RMSNorm", epsilon);
    weight = elementwiseAffine ? new Parameter("weight", Tensor.full(normalizedShape, 1)) : null;
  }

  @Override
  public List<Parameter> parameters() {
    return weight == null ? List.of() : List.of(weight);
  }

  @Override
  public Shape outputShape(Shape input) {
    return normalizedShape.require(toString(), input);
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    outputShape(input);
    var normalization =
        new Normalization(binding, input, normalizedShape.rows(input), epsilon, false);
    return new NormalizationStep(
        binding, normalization, normalizedShape.columns(input), weight, null);
  }

  double epsilon() {
    return epsilon;
  }

  Shape normalizedShape() {
    return normalizedShape.shape();
  }

  @Override
  public String toString() {
    return "RMSNorm(" + normalizedShape.shape() + ")";
  }
}
