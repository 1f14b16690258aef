package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;

/**
 * Cross-entropy of softmax: the mean over the batch of -ln softmax(x)_label. Applies softmax
 * itself, so that a model's last layer gives plain logits.
 *
 * <p>Predictions {@code [N, classes]}, targets {@code [N]} class indices from 0 to {@code classes -
 * 1}.
 */
public final class CrossEntropyLoss extends Loss {
  @Override
  public Cost bind(Shape prediction, Shape target, Engine engine) {
    if (prediction.rank() != 2) {
      throw new ShapeMismatchException("CrossEntropyLoss", "[N, classes]", prediction);
    }
    if (!target.equals(Shape.of(prediction.dim(0)))) {
      throw new ShapeMismatchException(
          "CrossEntropyLoss (target)", "[" + prediction.dim(0) + "]", target);
    }
    return new CrossEntropyCost(prediction.dim(0), prediction.dim(1), engine);
  }
}
