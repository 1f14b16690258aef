package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * Cross-entropy of softmax: -ln softmax(x)_label times the label's weight. Applies softmax itself,
 * so that a model's last layer gives plain logits.
 *
 * <p>Predictions {@code [N, classes]}. Targets {@code [N]} are class indices from 0 to {@code
 * classes - 1}; the mean divides by the sum of the weights of those that are not ignored. Targets
 * of the prediction's own shape are probabilities t of classes, which PyTorch does not check: the
 * loss is the sum of -w_j t_j ln softmax(x)_j, and the mean divides by N. If all targets are
 * ignored, the mean is NaN and the gradient 0.
 *
 * <p>Predictions may also be {@code [N, classes, d1, ...]} with targets {@code [N, d1, ...]}, such
 * as one for each pixel, or {@code [classes]} with a target {@code []}: then N counts all of them.
 *
 * <p>Label smoothing (Szegedy et al., "Rethinking the Inception architecture for computer vision",
 * 2016) takes a share off the target and spreads it evenly over all classes.
 */
public final class CrossEntropyLoss extends Loss {
  private final Tensor weight;
  private final int ignoreIndex;
  private final double labelSmoothing;
  private final Reduction reduction;

  /** With PyTorch's defaults: no weights, -100 ignored, no smoothing, the mean. */
  public CrossEntropyLoss() {
    this(null, ClassTargets.IGNORE_INDEX, 0, Reduction.MEAN);
  }

  private CrossEntropyLoss(
      Tensor weight, int ignoreIndex, double labelSmoothing, Reduction reduction) {
    this.weight = weight;
    this.ignoreIndex = ignoreIndex;
    this.labelSmoothing = labelSmoothing;
    this.reduction = reduction;
  }

  /** A loss of its own with a weight for each class, {@code [classes]}. */
  public CrossEntropyLoss withWeight(Tensor weight) {
    return new CrossEntropyLoss(weight.copy(), ignoreIndex, labelSmoothing, reduction);
  }

  /** A loss of its own to which targets of this index do not count. */
  public CrossEntropyLoss withIgnoreIndex(int ignoreIndex) {
    return new CrossEntropyLoss(weight, ignoreIndex, labelSmoothing, reduction);
  }

  /**
   * A loss of its own that takes this share off the target.
   *
   * @throws IllegalArgumentException unless from 0 to 1
   */
  public CrossEntropyLoss withLabelSmoothing(double labelSmoothing) {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "CrossEntropyLoss: label smoothing must be from 0 to 1: " + labelSmoothing);
    }
    return new CrossEntropyLoss(weight, ignoreIndex, labelSmoothing, reduction);
  }

  /** A loss of its own with another reduction. */
  public CrossEntropyLoss withReduction(Reduction reduction) {
    return new CrossEntropyLoss(weight, ignoreIndex, labelSmoothing, reduction);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if targets are probabilities and an index from 0 on is to be
   *     ignored
   */
  @Override
  public Cost bind(Shape prediction, Shape target, Engine engine) {
    if (prediction.rank() != 2) {
      return new ClassAxisCost(this, true, prediction, target, engine);
    }
    var targets = new ClassTargets("CrossEntropyLoss", weight, ignoreIndex);
    targets.checkPrediction(prediction);
    boolean probabilities = target.equals(prediction);
    if (probabilities && ignoreIndex >= 0) {
      throw new IllegalArgumentException(
          "CrossEntropyLoss cannot ignore index " + ignoreIndex + " of class probabilities");
    }
    if (!probabilities) {
      targets.checkTarget(prediction, target);
    }
    return probabilities || labelSmoothing > 0
        ? new SoftCrossEntropyCost(prediction, target, labelSmoothing, targets, reduction, engine)
        : new CrossEntropyCost(prediction, targets, reduction, engine);
  }
}
