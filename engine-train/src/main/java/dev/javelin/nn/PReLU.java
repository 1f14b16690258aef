package dev.javelin.nn;

import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;

/**
 * x where positive, else a x with a learned slope a, one for all or one for each channel (He,
 * Zhang, Ren, Sun, "Delving deep into rectifiers", 2015). Input and output {@code [N, C, ...]}, or
 * any shape with a single slope; weight {@code [numParameters]}. Weight decay would pull the slopes
 * to 0: leave them out of it.
 */
public final class PReLU implements Layer {
  private static final double INIT = 0.25;

  private final Parameter weight;

  /** A single slope with PyTorch's first value. */
  public PReLU() {
    this(1);
  }

  /** With PyTorch's first value, 0.25. */
  public PReLU(int numParameters) {
    this(numParameters, INIT);
  }

  /**
   * Slopes that start at the given value.
   *
   * @param numParameters 1, or the number of channels
   * @throws IllegalArgumentException if below 1
   */
  public PReLU(int numParameters, double init) {
    if (numParameters < 1) {
      throw new IllegalArgumentException(
          "PReLU needs a slope or one for each channel, not " + numParameters);
    }
    weight = new Parameter("weight", Tensor.full(Shape.of(numParameters), (float) init));
  }

  static Expr value(Expr x, Expr slope) {
    return Activations.ifPositive(x, x, x.times(slope));
  }

  static Expr derivative(Expr x, Expr slope) {
    return Activations.ifPositive(x, Expr.constant(1), slope);
  }

  static Expr derivativeBySlope(Expr x) {
    return Activations.ifPositive(x, Expr.constant(0), x);
  }

  /** The slopes, {@code [numParameters]}. */
  public Parameter weight() {
    return weight;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight);
  }

  @Override
  public Shape outputShape(Shape input) {
    int count = weight.value().size();
    if (count > 1 && (input.rank() < 2 || input.dim(1) != count)) {
      throw new ShapeMismatchException(toString(), "[N, " + count + ", ...]", input);
    }
    return input;
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    return new PReLUStep(weight, outputShape(input), binding);
  }

  @Override
  public String toString() {
    return "PReLU(" + weight.value().size() + ")";
  }
}
