package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.plan.SoftmaxExponentials;
import dev.javelin.tensor.Tensor;

/**
 * Cross-entropy, bound. For a row of logits x with maximum m, let e_j = exp(x_j - m) and s their
 * sum. The loss is ln s - (x_label - m), and its gradient by x_j is e_j / s - [j = label].
 */
final class CrossEntropyCost implements Loss.Cost {
  private final int batch;
  private final int classes;
  private final SoftmaxExponentials exponentials;
  private final Tensor gradient;
  private double value;

  CrossEntropyCost(int batch, int classes, Engine engine) {
    this.batch = batch;
    this.classes = classes;
    exponentials = new SoftmaxExponentials(engine, batch, classes);
    gradient = Tensor.zeros(batch, classes);
  }

  @Override
  public void forward(Tensor prediction, Tensor target) {
    checkLabels(target);
    exponentials.compute(prediction, gradient);
    double total = 0;
    for (int row = 0; row < batch; row++) {
      int label = (int) target.get(row);
      double logit = (double) prediction.get(row * classes + label) - exponentials.max(row);
      total += StrictMath.log(exponentials.sum(row)) - logit;
      toGradient(row, label);
    }
    value = total / batch;
  }

  private void toGradient(int row, int label) {
    float[] g = gradient.array();
    int start = row * classes;
    float factor = 1f / (exponentials.sum(row) * batch);
    for (int j = start; j < start + classes; j++) {
      g[j] *= factor;
    }
    g[start + label] -= 1f / batch;
  }

  private void checkLabels(Tensor target) {
    for (int row = 0; row < batch; row++) {
      float label = target.get(row);
      if (!(label >= 0 && label < classes) || label != (int) label) {
        throw new IllegalArgumentException(
            "CrossEntropyLoss expects class indices from 0 to %d, but target %d is %s"
                .formatted(classes - 1, row, label));
      }
    }
  }

  @Override
  public double value() {
    return value;
  }

  @Override
  public Tensor gradient() {
    return gradient;
  }
}
