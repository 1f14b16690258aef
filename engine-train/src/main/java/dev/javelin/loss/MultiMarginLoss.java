package dev.javelin.loss;

import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * The margin by which a class's score must lead: the sum over all other classes j of w_label max(0,
 * margin - x_label + x_j)^p, divided by the number of classes.
 *
 * <p>Predictions {@code [N, classes]}, targets {@code [N]} class indices; the mean divides by N.
 */
public final class MultiMarginLoss extends RowwiseLoss {
  private final int p;
  private final double margin;
  private final Tensor weight;
  private final ClassTargets targets;

  /** With PyTorch's defaults: p 1, margin 1, no weights, the mean. */
  public MultiMarginLoss() {
    this(1, 1, null, Reduction.MEAN);
  }

  private MultiMarginLoss(int p, double margin, Tensor weight, Reduction reduction) {
    super(reduction);
    this.p = p;
    this.margin = margin;
    this.weight = weight;
    targets = new ClassTargets("MultiMarginLoss", weight, Float.NaN);
  }

  /**
   * A loss of its own with another power.
   *
   * @throws IllegalArgumentException unless 1 or 2
   */
  public MultiMarginLoss withP(int p) {
    if (p != 1 && p != 2) {
      throw new IllegalArgumentException("MultiMarginLoss: p must be 1 or 2: " + p);
    }
    return new MultiMarginLoss(p, margin, weight, reduction());
  }

  /** A loss of its own with another margin. */
  public MultiMarginLoss withMargin(double margin) {
    return new MultiMarginLoss(p, margin, weight, reduction());
  }

  /** A loss of its own with a weight for each class, {@code [classes]}. */
  public MultiMarginLoss withWeight(Tensor weight) {
    return new MultiMarginLoss(p, margin, weight.copy(), reduction());
  }

  /** A loss of its own with another reduction. */
  public MultiMarginLoss withReduction(Reduction reduction) {
    return new MultiMarginLoss(p, margin, weight, reduction);
  }

  @Override
  void checkShapes(Shape prediction, Shape target) {
    targets.checkPrediction(prediction);
    targets.checkTarget(prediction, target);
  }

  @Override
  double count(Tensor target, int classes) {
    targets.totalWeight(target, classes);
    return target.size();
  }

  @Override
  double row(int row, Tensor x, Tensor target, Tensor dx, double scale) {
    int classes = x.shape().dim(1);
    int start = row * classes;
    int label = (int) target.get(row);
    double share = (double) targets.weight(label) / classes;
    double loss = 0;
    double slopes = 0;
    for (int j = 0; j < classes; j++) {
      double behind = margin - x.get(start + label) + x.get(start + j);
      // Not "behind > 0", which would lose NaN.
      if (j == label || behind <= 0) {
        continue;
      }
      double slope = share * (p == 1 ? 1 : 2 * behind);
      loss += share * (p == 1 ? behind : behind * behind);
      slopes += slope;
      add(dx, start + j, slope * scale);
    }
    add(dx, start + label, -slopes * scale);
    return loss;
  }
}
