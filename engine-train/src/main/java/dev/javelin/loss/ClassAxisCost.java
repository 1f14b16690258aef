package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.plan.Axis;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * A loss of rows of classes, bound to predictions whose classes do not lie in rows: {@code [N, C,
 * d1, ...]}, or {@code [C]} for a single example. Copies them to rows {@code [N d1 ..., C]}, and
 * the gradient back.
 */
final class ClassAxisCost implements Loss.Cost {
  private final Axis classes;
  private final Loss.Cost cost;
  private final Tensor rows;
  private final Shape places;
  private final Shape labels;
  private final Tensor probabilities;
  private final Tensor gradient;

  /**
   * Binds.
   *
   * @param loss takes predictions {@code [N, C]}
   * @param target without the axis of classes, or of the prediction's shape for probabilities
   * @param acceptsProbabilities whether the loss takes those
   */
  ClassAxisCost(
      Loss loss, boolean acceptsProbabilities, Shape prediction, Shape target, Engine engine) {
    String name = loss.getClass().getSimpleName();
    if (prediction.rank() == 0) {
      throw new ShapeMismatchException(name, "[N, classes, ...] or [classes]", prediction);
    }
    int axis = prediction.rank() == 1 ? 0 : 1;
    classes = Axis.of(name, prediction, axis);
    places = without(prediction, axis);
    labels = Shape.of(classes.rows());
    Shape rowsShape = Shape.of(classes.rows(), classes.length());
    boolean probable = acceptsProbabilities && target.equals(prediction);
    if (!probable && !target.equals(places)) {
      throw new ShapeMismatchException(name + " (target)", places.toString(), target);
    }
    cost = loss.bind(rowsShape, probable ? rowsShape : labels, engine);
    rows = Tensor.zeros(rowsShape);
    probabilities = probable ? Tensor.zeros(rowsShape) : null;
    gradient = Tensor.zeros(prediction);
  }

  private static Shape without(Shape shape, int axis) {
    int[] dims = shape.toArray();
    return Shape.of(
        IntStream.range(0, dims.length).filter(i -> i != axis).map(i -> dims[i]).toArray());
  }

  @Override
  public void forward(Tensor prediction, Tensor target) {
    classes.toRows(prediction, rows);
    if (probabilities == null) {
      cost.forward(rows, target.reshape(labels));
    } else {
      classes.toRows(target, probabilities);
      cost.forward(rows, probabilities);
    }
    classes.fromRows(cost.gradient(), gradient);
  }

  @Override
  public double value() {
    return cost.value();
  }

  /** {@code [N, d1, ...]}. */
  @Override
  public Tensor losses() {
    return cost.losses().reshape(places);
  }

  @Override
  public Tensor gradient() {
    return gradient;
  }
}
