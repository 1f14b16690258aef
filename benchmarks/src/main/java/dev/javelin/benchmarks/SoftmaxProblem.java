package dev.javelin.benchmarks;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/** Logits {@code [batch, classes]} named {@code 100x10}, and labels. */
public final class SoftmaxProblem {
  private final Tensor logits;
  private final Tensor labels;

  /** Draws logits from -5 to 5, the same at each call. */
  public SoftmaxProblem(String name) {
    String[] sides = name.split("x", -1);
    int batch = Integer.parseInt(sides[0]);
    int classes = Integer.parseInt(sides[1]);
    var random = new RandomStream(3, 0);
    logits = Tensor.zeros(batch, classes);
    for (int i = 0; i < logits.size(); i++) {
      logits.set(i, 10 * random.nextFloat() - 5);
    }
    labels = Tensor.zeros(batch);
    for (int i = 0; i < batch; i++) {
      labels.set(i, random.nextInt(classes));
    }
  }

  /** The predictions. */
  public Tensor logits() {
    return logits;
  }

  /** The class indices. */
  public Tensor labels() {
    return labels;
  }

  /** Bytes read and written at least: the logits and their gradient. */
  public double bytes() {
    return 2.0 * Float.BYTES * logits.size();
  }

  /** The loss, bound on an engine. */
  public Loss.Cost bind(Engine engine) {
    return new CrossEntropyLoss().bind(logits.shape(), Shape.of(labels.size()), engine);
  }

  /** Compares a peer's gradient with Javelin's. */
  public void check(float[] gradient) {
    Loss.Cost cost = bind(Engine.create(1));
    cost.forward(logits, labels);
    Agreement.check("gradient", cost.gradient().toArray(), gradient);
  }
}
