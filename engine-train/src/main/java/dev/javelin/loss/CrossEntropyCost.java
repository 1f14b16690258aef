package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.plan.SoftmaxExponentials;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;

/**
 * Cross-entropy with class indices, bound. For a row of logits x with maximum m, let e_j = exp(x_j
 * - m) and s their sum. The loss is w (ln s - (x_label - m)), and its gradient by x_j is w (e_j / s
 * - [j = label]), where w is the label's weight.
 */
final class CrossEntropyCost extends ReducedCost implements Loss.Cost {
  private final int batch;
  private final int classes;
  private final ClassTargets targets;
  private final SoftmaxExponentials exponentials;
  private final Tensor gradient;

  CrossEntropyCost(Shape prediction, ClassTargets targets, Reduction reduction, Engine engine) {
    super(reduction, Shape.of(prediction.dim(0)), engine);
    this.batch = prediction.dim(0);
    this.classes = prediction.dim(1);
    this.targets = targets;
    exponentials = new SoftmaxExponentials(engine, batch, classes);
    gradient = Tensor.zeros(prediction);
  }

  @Override
  public void forward(Tensor prediction, Tensor target) {
    double divisor = divisor(targets.totalWeight(target, classes));
    exponentials.compute(prediction, gradient);
    double total = 0;
    for (int row = 0; row < batch; row++) {
      double loss = 0;
      if (targets.counts(target.get(row))) {
        int label = (int) target.get(row);
        float weight = targets.weight(label);
        double logit = (double) prediction.get(row * classes + label) - exponentials.max(row);
        loss = weight * (StrictMath.log(exponentials.sum(row)) - logit);
        toGradient(row, label, weight, (float) divisor);
      } else {
        Arrays.fill(gradient.array(), row * classes, (row + 1) * classes, 0);
      }
      buffer().set(row, (float) loss);
      total += loss;
    }
    reduced(total / divisor);
  }

  private void toGradient(int row, int label, float weight, float divisor) {
    float[] g = gradient.array();
    int start = row * classes;
    float factor = weight / (exponentials.sum(row) * divisor);
    for (int j = start; j < start + classes; j++) {
      g[j] *= factor;
    }
    g[start + label] -= weight / divisor;
  }

  @Override
  public Tensor gradient() {
    return gradient;
  }
}
