package dev.javelin.examples.recipe;

import static dev.javelin.nn.init.Initializers.normal;

import dev.javelin.Parameter;
import dev.javelin.data.Batch;
import dev.javelin.formula.Expr;
import dev.javelin.nn.Functional;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;

/**
 * The lesson's network of two sigmoid layers, with half the squared error as its loss and the
 * gradients written out by hand, by the chain rule. Names are the lesson's.
 */
final class SigmoidNetwork {
  private static final double LEARNING_RATE = 0.5;

  private final Functional f;
  private final int classes;
  private Tensor w1;
  private Tensor b1;
  private Tensor w2;
  private Tensor b2;

  SigmoidNetwork(Functional f, int inputs, int hidden, int classes, Seed seed) {
    this.f = f;
    this.classes = classes;
    w1 = drawn(seed, inputs, hidden);
    b1 = drawn(seed, hidden);
    w2 = drawn(seed, hidden, classes);
    b2 = drawn(seed, classes);
  }

  private static Tensor drawn(Seed seed, int... dims) {
    // torch.nn.init.normal_(w1)
    Tensor tensor = Tensor.zeros(dims);
    normal().fill(tensor, seed.nextStream());
    return tensor;
  }

  List<Parameter> parameters() {
    return List.of(
        new Parameter("w1", w1),
        new Parameter("b1", b1),
        new Parameter("w2", w2),
        new Parameter("b2", b2));
  }

  Tensor predict(Tensor x) {
    Tensor a1 = f.map(linear(x, w1, b1), Expr::sigmoid);
    return f.map(linear(a1, w2, b2), Expr::sigmoid);
  }

  /** One step of gradient descent; returns the loss before it. */
  double step(Batch batch) {
    Tensor x = batch.inputs();
    Tensor y = oneHot(batch.targets());
    // Forward.
    Tensor l1 = linear(x, w1, b1);
    Tensor a1 = f.map(l1, Expr::sigmoid);
    Tensor l2 = linear(a1, w2, b2);
    Tensor yPred = f.map(l2, Expr::sigmoid);
    Tensor diff = f.zip(yPred, y, Expr::minus);
    // Backward: d_l2 = diff * sigma_prime(l2), and so on, back to the input.
    Tensor dL2 = f.zip(diff, l2, SigmoidNetwork::throughSigmoid);
    Tensor dW2 = f.matmul(a1, true, dL2, false);
    Tensor dA1 = f.matmul(dL2, false, w2, true);
    Tensor dL1 = f.zip(dA1, l1, SigmoidNetwork::throughSigmoid);
    Tensor dW1 = f.matmul(x, true, dL1, false);
    // As in the lesson: weights by the sum over the batch, biases by the mean.
    w1 = f.zip(w1, dW1, SigmoidNetwork::descended);
    b1 = f.zip(b1, f.meanOfRows(dL1), SigmoidNetwork::descended);
    w2 = f.zip(w2, dW2, SigmoidNetwork::descended);
    b2 = f.zip(b2, f.meanOfRows(dL2), SigmoidNetwork::descended);
    return halfSquaredError(diff);
  }

  private Tensor linear(Tensor x, Tensor w, Tensor b) {
    // torch.add(torch.matmul(X, w), b)
    return f.zip(f.matmul(x, w), b, Expr::plus);
  }

  /** {@code d_a * sigma_prime(l)}, where {@code sigma_prime(l) = sigma(l) * (1 - sigma(l))}. */
  private static Expr throughSigmoid(Expr dA, Expr l) {
    Expr sigma = l.sigmoid();
    return dA.times(sigma.times(Expr.constant(1).minus(sigma)));
  }

  /** {@code w - learning_rate * d_w}. */
  private static Expr descended(Expr w, Expr dW) {
    return w.minus(dW.times(LEARNING_RATE));
  }

  private Tensor oneHot(Tensor labels) {
    // torch.zeros((batch_size, 10)).scatter_(1, Y.unsqueeze(1), 1)
    Tensor y = Tensor.zeros(Shape.of(labels.size(), classes));
    for (int row = 0; row < labels.size(); row++) {
      y.set(row * classes + (int) labels.get(row), 1);
    }
    return y;
  }

  /** The mean over the batch. */
  private static double halfSquaredError(Tensor diff) {
    double sum = 0;
    for (int i = 0; i < diff.size(); i++) {
      sum += (double) diff.get(i) * diff.get(i);
    }
    return sum / 2 / diff.shape().dim(0);
  }
}
