package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.plan.SoftmaxExponentials;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;

/**
 * Cross-entropy with a distribution for each row, bound: class probabilities, or class indices that
 * are smoothed. With e and s as in {@link CrossEntropyCost} and q_j the probability of a class
 * times its weight, the loss is the sum of q_j (ln s - (x_j - m)), and its gradient by x_j is Q e_j
 * / s - q_j, where Q is the sum of q.
 */
final class SoftCrossEntropyCost extends ReducedCost implements Loss.Cost {
  private final int batch;
  private final int classes;
  private final boolean indices;
  private final double smoothing;
  private final ClassTargets targets;
  private final SoftmaxExponentials exponentials;
  private final double[] q;
  private final Tensor gradient;

  /** For targets {@code [N]}, class indices, or {@code [N, classes]}, probabilities. */
  SoftCrossEntropyCost(
      Shape prediction,
      Shape target,
      double smoothing,
      ClassTargets targets,
      Reduction reduction,
      Engine engine) {
    super(reduction, Shape.of(prediction.dim(0)), engine);
    this.batch = prediction.dim(0);
    this.classes = prediction.dim(1);
    this.indices = target.rank() == 1;
    this.smoothing = smoothing;
    this.targets = targets;
    exponentials = new SoftmaxExponentials(engine, batch, classes);
    q = new double[classes];
    gradient = Tensor.zeros(prediction);
  }

  @Override
  public void forward(Tensor prediction, Tensor target) {
    double divisor = divisor(indices ? targets.totalWeight(target, classes) : batch);
    exponentials.compute(prediction, gradient);
    double total = 0;
    for (int row = 0; row < batch; row++) {
      double loss = 0;
      if (!indices || targets.counts(target.get(row))) {
        distribute(target, row);
        loss = row(prediction, row, divisor);
      } else {
        Arrays.fill(gradient.array(), row * classes, (row + 1) * classes, 0);
      }
      buffer().set(row, (float) loss);
      total += loss;
    }
    reduced(total / divisor);
  }

  /** Sets q to a row's smoothed and weighted distribution. */
  private void distribute(Tensor target, int row) {
    for (int j = 0; j < classes; j++) {
      double hard;
      if (indices) {
        hard = target.get(row) == j ? 1 : 0;
      } else {
        hard = target.get(row * classes + j);
      }
      q[j] = targets.weight(j) * ((1 - smoothing) * hard + smoothing / classes);
    }
  }

  /** A row's loss; its numerators become its gradient. */
  private double row(Tensor prediction, int row, double divisor) {
    float[] g = gradient.array();
    double log = StrictMath.log(exponentials.sum(row));
    double loss = 0;
    double sum = 0;
    for (int j = 0; j < classes; j++) {
      double logit = (double) prediction.get(row * classes + j) - exponentials.max(row);
      loss += q[j] * (log - logit);
      sum += q[j];
    }
    double factor = sum / exponentials.sum(row);
    for (int j = 0; j < classes; j++) {
      int at = row * classes + j;
      g[at] = (float) ((factor * g[at] - q[j]) / divisor);
    }
    return loss;
  }

  @Override
  public Tensor gradient() {
    return gradient;
  }
}
