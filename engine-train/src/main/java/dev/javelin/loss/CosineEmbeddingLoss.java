package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * Angles between pairs of vectors, with c the cosine of a pair: 1 - c where y is 1, max(0, c -
 * margin) where y is -1. As in PyTorch, any other y costs nothing, and 1e-12 is added to the
 * squared lengths.
 *
 * <p>Inputs {@code x1 [N, D], x2 [N, D], y [N]}, a loss for each row; gradients by x1 and x2.
 */
public final class CosineEmbeddingLoss extends TernaryLoss {
  private static final double EPS = 1e-12;

  private final double margin;
  private final Reduction reduction;

  /** With PyTorch's defaults: margin 0, the mean. */
  public CosineEmbeddingLoss() {
    this(0, Reduction.MEAN);
  }

  private CosineEmbeddingLoss(double margin, Reduction reduction) {
    this.margin = margin;
    this.reduction = reduction;
  }

  /** A loss of its own with another margin, from -1 to 1. */
  public CosineEmbeddingLoss withMargin(double margin) {
    return new CosineEmbeddingLoss(margin, reduction);
  }

  /** A loss of its own with another reduction. */
  public CosineEmbeddingLoss withReduction(Reduction reduction) {
    return new CosineEmbeddingLoss(margin, reduction);
  }

  @Override
  public Cost bind(Shape vectors, Shape target, Engine engine) {
    if (vectors.rank() != 2) {
      throw new ShapeMismatchException("CosineEmbeddingLoss", "[N, D]", vectors);
    }
    Shape rows = Shape.of(vectors.dim(0));
    if (!target.equals(rows)) {
      throw new ShapeMismatchException("CosineEmbeddingLoss (target)", rows.toString(), target);
    }
    return new BoundLoss(vectors, engine);
  }

  private final class BoundLoss extends ReducedCost implements Cost {
    private final int length;
    private final double divisor;
    private final Tensor[] gradients;

    BoundLoss(Shape vectors, Engine engine) {
      super(reduction, Shape.of(vectors.dim(0)), engine);
      length = vectors.dim(1);
      divisor = divisor(vectors.dim(0));
      gradients = new Tensor[] {Tensor.zeros(vectors), Tensor.zeros(vectors)};
    }

    @Override
    public void forward(Tensor first, Tensor second, Tensor target) {
      for (int row = 0; row < buffer().size(); row++) {
        buffer().set(row, (float) row(row, first, second, target.get(row)));
      }
      reduce(divisor);
    }

    private double row(int row, Tensor first, Tensor second, float y) {
      double square1 = dot(row, first, first) + EPS;
      double square2 = dot(row, second, second) + EPS;
      double lengths = Math.sqrt(square1 * square2);
      double cosine = dot(row, first, second) / lengths;
      double slope = 0;
      double loss = 0;
      if (y == 1) {
        loss = 1 - cosine;
        slope = -1;
      } else if (y == -1) {
        loss = Math.max(0, cosine - margin);
        // PyTorch takes the slope at the kink as that above it.
        slope = cosine < margin ? 0 : 1;
      }
      double scale = slope / divisor;
      for (int i = row * length; i < (row + 1) * length; i++) {
        double a = first.get(i);
        double b = second.get(i);
        gradients[0].set(i, (float) (scale * (b / lengths - cosine * a / square1)));
        gradients[1].set(i, (float) (scale * (a / lengths - cosine * b / square2)));
      }
      return loss;
    }

    private double dot(int row, Tensor a, Tensor b) {
      double sum = 0;
      for (int i = row * length; i < (row + 1) * length; i++) {
        sum += (double) a.get(i) * b.get(i);
      }
      return sum;
    }

    @Override
    public Tensor gradient(int input) {
      return gradient(input, gradients);
    }
  }
}
