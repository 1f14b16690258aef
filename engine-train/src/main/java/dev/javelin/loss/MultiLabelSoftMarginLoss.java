package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.kernels.Reductions;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * One logistic loss for each class: the mean over the classes of {@link BCEWithLogitsLoss}.
 *
 * <p>Predictions {@code [N, classes]} are logits, targets of the same shape 0 or 1. There is one
 * loss for each row; the mean divides by N.
 */
public final class MultiLabelSoftMarginLoss extends Loss {
  private final Tensor weight;
  private final Reduction reduction;

  /** With PyTorch's defaults: no weights, the mean. */
  public MultiLabelSoftMarginLoss() {
    this(null, Reduction.MEAN);
  }

  private MultiLabelSoftMarginLoss(Tensor weight, Reduction reduction) {
    this.weight = weight;
    this.reduction = reduction;
  }

  /** A loss of its own with a weight for each class, {@code [classes]}. */
  public MultiLabelSoftMarginLoss withWeight(Tensor weight) {
    return new MultiLabelSoftMarginLoss(weight.copy(), reduction);
  }

  /** A loss of its own with another reduction. */
  public MultiLabelSoftMarginLoss withReduction(Reduction reduction) {
    return new MultiLabelSoftMarginLoss(weight, reduction);
  }

  @Override
  public Cost bind(Shape prediction, Shape target, Engine engine) {
    if (prediction.rank() != 2) {
      throw new ShapeMismatchException("MultiLabelSoftMarginLoss", "[N, classes]", prediction);
    }
    if (!target.equals(prediction)) {
      throw new ShapeMismatchException(
          "MultiLabelSoftMarginLoss (target)", prediction.toString(), target);
    }
    Shape classes = Shape.of(prediction.dim(1));
    if (weight != null && !weight.shape().equals(classes)) {
      throw new ShapeMismatchException(
          "MultiLabelSoftMarginLoss (weight)", classes.toString(), weight.shape());
    }
    return new RowMeans(prediction, engine);
  }

  /** Divides by the classes in the weights, so that gradients come out of the formula's pass. */
  private final class RowMeans extends ReducedCost implements Cost {
    private final Cost elements;
    private final Reductions reductions;
    private final int classes;
    private final double divisor;

    RowMeans(Shape prediction, Engine engine) {
      super(reduction, Shape.of(prediction.dim(0)), engine);
      reductions = engine.kernels().reductions();
      classes = prediction.dim(1);
      divisor = divisor(prediction.dim(0));
      Tensor shares = Tensor.zeros(classes);
      for (int j = 0; j < classes; j++) {
        float w = weight == null ? 1 : weight.get(j);
        shares.set(j, (float) (w / (classes * divisor)));
      }
      elements =
          new BCEWithLogitsLoss()
              .withWeight(shares)
              .withReduction(Reduction.NONE)
              .bind(prediction, prediction, engine);
    }

    @Override
    public void forward(Tensor prediction, Tensor target) {
      elements.forward(prediction, target);
      Tensor losses = elements.losses();
      for (int row = 0; row < buffer().size(); row++) {
        int start = losses.offset() + row * classes;
        buffer().set(row, (float) reductions.sum(losses.array(), start, classes));
      }
      // The shares hold the divisor.
      reduce(1);
    }

    @Override
    public Tensor gradient() {
      return elements.gradient();
    }
  }
}
