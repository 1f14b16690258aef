package dev.javelin.loss;

import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * How a loss of predictions {@code [N, classes]} reads targets that are class indices.
 *
 * @param loss the loss's name, for messages
 * @param weight a weight for each class, or null for 1
 * @param ignored the index that does not count, or NaN if every index counts
 */
record ClassTargets(String loss, Tensor weight, float ignored) {
  /** PyTorch's default of the index to ignore. */
  static final int IGNORE_INDEX = -100;

  /** Checks the shapes of predictions and weights. */
  void checkPrediction(Shape prediction) {
    if (prediction.rank() != 2) {
      throw new ShapeMismatchException(loss, "[N, classes]", prediction);
    }
    Shape classes = Shape.of(prediction.dim(1));
    if (weight != null && !weight.shape().equals(classes)) {
      throw new ShapeMismatchException(loss + " (weight)", classes.toString(), weight.shape());
    }
  }

  /** Checks that targets are {@code [N]}. */
  void checkTarget(Shape prediction, Shape target) {
    Shape expected = Shape.of(prediction.dim(0));
    if (!target.equals(expected)) {
      throw new ShapeMismatchException(loss + " (target)", expected.toString(), target);
    }
  }

  /**
   * The sum of the weights of the targets that count.
   *
   * @throws IllegalArgumentException if a target is no class index
   */
  double totalWeight(Tensor target, int classes) {
    double total = 0;
    for (int row = 0; row < target.size(); row++) {
      float label = target.get(row);
      if (!counts(label)) {
        continue;
      }
      if (!(label >= 0 && label < classes) || label != (int) label) {
        throw new IllegalArgumentException(
            "%s expects class indices from 0 to %d, but target %d is %s"
                .formatted(loss, classes - 1, row, label));
      }
      total += weight((int) label);
    }
    return total;
  }

  /** Whether a target counts. */
  boolean counts(float label) {
    return label != ignored;
  }

  /** The weight of a class. */
  float weight(int label) {
    return weight == null ? 1 : weight.get(label);
  }
}
