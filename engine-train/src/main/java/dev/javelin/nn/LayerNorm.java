package dev.javelin.nn;

import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Normalises each example by itself, over the last axes of {@code [*, normalizedShape]} (Ba, Kiros,
 * Hinton, "Layer normalization", 2016): {@code y = (x - mean) / sqrt(variance + epsilon) weight +
 * bias}, with the biased variance. Weight and bias have the normalized shape. The same in training
 * and evaluation.
 */
public final class LayerNorm implements Layer {
  private final NormalizedShape normalizedShape;
  private final double epsilon;
  private final Parameter weight;
  private final Parameter bias;

  /** With PyTorch's defaults: epsilon 1e-5, weights of 1 and biases of 0. */
  public LayerNorm(int... normalizedShape) {
    this(Shape.of(normalizedShape), 1e-5, true, true);
  }

  /**
   * With all settings.
   *
   * @param normalizedShape the lengths of the last axes
   * @param epsilon added to the variance
   * @param elementwiseAffine whether it learns a weight
   * @param bias whether it learns a bias beside the weight
   */
  public LayerNorm(Shape normalizedShape, double epsilon, boolean elementwiseAffine, boolean bias) {
    this.normalizedShape = new NormalizedShape(normalizedShape);
    this.epsilon = Limits.requireEpsilon("LayerNorm", epsilon);
    weight = elementwiseAffine ? new Parameter("weight", Tensor.full(normalizedShape, 1)) : null;
    this.bias =
        elementwiseAffine && bias ? new Parameter("bias", Tensor.zeros(normalizedShape)) : null;
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.of(weight, bias).filter(Objects::nonNull).toList();
  }

  @Override
  public Shape outputShape(Shape input) {
    return normalizedShape.require(toString(), input);
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    outputShape(input);
    var normalization =
        new Normalization(binding, input, normalizedShape.rows(input), epsilon, true);
    return new NormalizationStep(
        binding, normalization, normalizedShape.columns(input), weight, bias);
  }

  double epsilon() {
    return epsilon;
  }

  Shape normalizedShape() {
    return normalizedShape.shape();
  }

  @Override
  public String toString() {
    return "LayerNorm(" + normalizedShape.shape() + ")";
  }
}
