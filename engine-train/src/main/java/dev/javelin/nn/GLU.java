package dev.javelin.nn;

import dev.javelin.formula.Expr;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.plan.Axis;
import dev.javelin.tensor.Shape;

/**
 * The gated linear unit: halves an axis into a and b and gives a sigmoid(b) (Dauphin, Fan, Auli,
 * Grangier, "Language modeling with gated convolutional networks", 2017).
 *
 * @param dim the axis, of even length; a negative one counts from the last. PyTorch's default is -1
 */
public record GLU(int dim) implements Layer {
  /** With PyTorch's default. */
  public GLU() {
    this(-1);
  }

  static Expr value(Expr a, Expr b) {
    return a.times(b.sigmoid());
  }

  static Expr derivativeByA(Expr b) {
    return b.sigmoid();
  }

  static Expr derivativeByB(Expr a, Expr b) {
    Expr gate = b.sigmoid();
    return a.times(gate).times(Expr.constant(1).minus(gate));
  }

  @Override
  public Shape outputShape(Shape input) {
    Axis axis = Axis.of(this, input, dim);
    if (axis.length() % 2 != 0) {
      throw new ShapeMismatchException(toString(), "whose axis " + dim + " is even", input);
    }
    int[] dims = input.toArray();
    dims[dim < 0 ? dims.length + dim : dim] /= 2;
    return Shape.of(dims);
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    return new GLUStep(Axis.of(this, input, dim), input, outputShape(input), binding);
  }
}
