package dev.javelin.loss;

import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * The margin by which every label's score must lead those of all other classes: the sum over labels
 * l and classes j that are no label of max(0, 1 - x_l + x_j), divided by the number of classes.
 *
 * <p>Predictions {@code [N, classes]}. Targets of the same shape are class indices; a row's labels
 * end at its first -1. The mean divides by N.
 */
public final class MultiLabelMarginLoss extends RowwiseLoss {
  private static final int END = -1;

  /** With PyTorch's default, the mean. */
  public MultiLabelMarginLoss() {
    this(Reduction.MEAN);
  }

  private MultiLabelMarginLoss(Reduction reduction) {
    super(reduction);
  }

  /** A loss of its own with another reduction. */
  public MultiLabelMarginLoss withReduction(Reduction reduction) {
    return new MultiLabelMarginLoss(reduction);
  }

  @Override
  void checkShapes(Shape prediction, Shape target) {
    if (!target.equals(prediction)) {
      throw new ShapeMismatchException(
          "MultiLabelMarginLoss (target)", prediction.toString(), target);
    }
  }

  @Override
  double count(Tensor target, int classes) {
    for (int i = 0; i < target.size(); i++) {
      float label = target.get(i);
      if (!(label >= END && label < classes) || label != (int) label) {
        throw new IllegalArgumentException(
            "MultiLabelMarginLoss expects class indices from 0 to %d, or -1, but target %d is %s"
                .formatted(classes - 1, i, label));
      }
    }
    return target.shape().dim(0);
  }

  @Override
  double row(int row, Tensor x, Tensor target, Tensor dx, double scale) {
    int classes = x.shape().dim(1);
    int start = row * classes;
    double loss = 0;
    for (int j = 0; j < classes; j++) {
      if (isLabel(j, target, start, classes)) {
        continue;
      }
      for (int k = start; k < start + classes && target.get(k) != END; k++) {
        int label = start + (int) target.get(k);
        double behind = 1.0 - x.get(label) + x.get(start + j);
        // Not "behind > 0", which would lose NaN.
        if (!(behind <= 0)) {
          loss += behind / classes;
          add(dx, start + j, scale / classes);
          add(dx, label, -scale / classes);
        }
      }
    }
    return loss;
  }

  private static boolean isLabel(int index, Tensor target, int start, int classes) {
    for (int k = start; k < start + classes && target.get(k) != END; k++) {
      if (target.get(k) == index) {
        return true;
      }
    }
    return false;
  }
}
