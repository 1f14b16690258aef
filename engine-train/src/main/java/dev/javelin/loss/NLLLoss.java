package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * Negative log-likelihood of class indices: -w_label x_label for log-probabilities x, the output of
 * a log-softmax.
 *
 * <p>Predictions {@code [N, classes]}, targets {@code [N]} from 0 to {@code classes - 1}. The mean
 * divides by the sum of the weights of the targets that are not ignored. Predictions may also be
 * {@code [N, classes, d1, ...]} with targets {@code [N, d1, ...]}, or {@code [classes]} with a
 * target {@code []}.
 */
public final class NLLLoss extends RowwiseLoss {
  private final Tensor weight;
  private final int ignoreIndex;
  private final ClassTargets targets;

  /** With PyTorch's defaults: no weights, -100 ignored, the mean. */
  public NLLLoss() {
    this(null, ClassTargets.IGNORE_INDEX, Reduction.MEAN);
  }

  private NLLLoss(Tensor weight, int ignoreIndex, Reduction reduction) {
    super(reduction);
    this.weight = weight;
    this.ignoreIndex = ignoreIndex;
    targets = new ClassTargets("NLLLoss", weight, ignoreIndex);
  }

  /** A loss of its own with a weight for each class, {@code [classes]}. */
  public NLLLoss withWeight(Tensor weight) {
    return new NLLLoss(weight.copy(), ignoreIndex, reduction());
  }

  /** A loss of its own to which targets of this index do not count. */
  public NLLLoss withIgnoreIndex(int ignoreIndex) {
    return new NLLLoss(weight, ignoreIndex, reduction());
  }

  /** A loss of its own with another reduction. */
  public NLLLoss withReduction(Reduction reduction) {
    return new NLLLoss(weight, ignoreIndex, reduction);
  }

  @Override
  public Cost bind(Shape prediction, Shape target, Engine engine) {
    return prediction.rank() == 2
        ? super.bind(prediction, target, engine)
        : new ClassAxisCost(this, false, prediction, target, engine);
  }

  @Override
  void checkShapes(Shape prediction, Shape target) {
    targets.checkPrediction(prediction);
    targets.checkTarget(prediction, target);
  }

  @Override
  double count(Tensor target, int classes) {
    return targets.totalWeight(target, classes);
  }

  @Override
  double row(int row, Tensor x, Tensor target, Tensor dx, double scale) {
    if (!targets.counts(target.get(row))) {
      return 0;
    }
    int label = (int) target.get(row);
    int at = row * x.shape().dim(1) + label;
    double w = targets.weight(label);
    add(dx, at, -w * scale);
    return -w * x.get(at);
  }
}
