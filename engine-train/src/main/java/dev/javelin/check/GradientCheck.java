package dev.javelin.check;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.layer.Layer;
import dev.javelin.loss.TernaryLoss;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Checks that what backward gives is the slope of what forward computes, as {@code
 * torch.autograd.gradcheck} does: for an own layer, an activation, a loss or a whole model.
 *
 * <pre>{@code
 * GradientCheck.of(new MyLayer(), Shape.of(3, 5), 777).require();
 * }</pre>
 *
 * <p>It moves each number of the input and of every parameter by a step h of 2^-7, smaller near a
 * kink, and compares the difference quotient of a random weighted sum of the outputs with
 * backward's number. Layers compute in float32, so the two may differ by h^2 for truncation and
 * 2^-22 / h for rounding, times the size of the outputs that the number moves: about a
 * ten-thousandth of it. A {@link GradientDeviation} has the bound. Inputs and parameters should be
 * of about unit size, and shapes small: the work is the square of the size.
 *
 * <p>The layer runs in training mode, with the parameters it has. They and the layer's buffers are
 * afterwards as they were; the gradients are zeroed.
 */
public final class GradientCheck {
  private final Function<Engine, Subject> subject;

  private GradientCheck(Function<Engine, Subject> subject) {
    this.subject = subject;
  }

  /** A layer with an input uniform in [-1, 1). */
  public static GradientCheck of(Layer layer, Shape input, long seed) {
    return of(layer, random(input, new RandomStream(seed, 0)), seed);
  }

  /** A layer with a given input; the seed is for the weights of the outputs. */
  public static GradientCheck of(Layer layer, Tensor input, long seed) {
    return new GradientCheck(engine -> new LayerSubject(layer, input.copy(), true, seed, engine));
  }

  /** A layer whose input has no gradient, such as indices: only its parameters are checked. */
  public static GradientCheck ofParameters(Layer layer, Tensor input, long seed) {
    return new GradientCheck(engine -> new LayerSubject(layer, input.copy(), false, seed, engine));
  }

  /**
   * A loss, by its prediction.
   *
   * @throws IllegalArgumentException at the check, if the loss is not reduced to one number
   */
  public static GradientCheck of(Loss loss, Tensor prediction, Tensor target) {
    return new GradientCheck(engine -> LossSubject.of(loss, prediction.copy(), target, engine));
  }

  /**
   * A loss of three tensors, by those that it has a gradient for.
   *
   * @throws IllegalArgumentException at the check, if the loss is not reduced to one number
   */
  public static GradientCheck of(TernaryLoss loss, Tensor first, Tensor second, Tensor third) {
    return new GradientCheck(
        engine -> {
          Tensor[] inputs = {first.copy(), second.copy(), third.copy()};
          return LossSubject.of(loss, inputs, engine);
        });
  }

  /**
   * Passes or throws.
   *
   * @throws GradientMismatchException if a gradient is wrong; names the parameter and the element
   * @throws IllegalArgumentException if the outputs for one input are random
   */
  public void require() {
    try (Engine engine = Engine.create(1)) {
      Subject checked = subject.apply(engine);
      GradientDeviation worst = worst(checked);
      if (!worst.withinBound()) {
        throw new GradientMismatchException(checked.name() + ": " + worst);
      }
    }
  }

  /**
   * The number that is farthest off, as a multiple of its bound.
   *
   * @throws GradientMismatchException if there is no gradient of the input
   * @throws IllegalArgumentException if the outputs for one input are random
   */
  public GradientDeviation worst() {
    try (Engine engine = Engine.create(1)) {
      return worst(subject.apply(engine));
    }
  }

  private static GradientDeviation worst(Subject subject) {
    List<Tensor> state = subject.state();
    List<Tensor> kept = state.stream().map(Tensor::copy).toList();
    try {
      return worstOf(subject);
    } finally {
      for (int i = 0; i < kept.size(); i++) {
        state.get(i).copyFrom(kept.get(i));
      }
    }
  }

  private static GradientDeviation worstOf(Subject subject) {
    requireSameOutputTwice(subject);
    List<Variable> variables = subject.variables();
    List<float[]> gradients = subject.backward();
    GradientDeviation worst = null;
    for (int v = 0; v < variables.size(); v++) {
      float[] gradient = gradients.get(v);
      for (int i = 0; i < gradient.length; i++) {
        var deviation = Differences.compare(subject::forward, variables.get(v), i, gradient[i]);
        if (worst == null || deviation.severity() > worst.severity()) {
          worst = deviation;
        }
      }
    }
    if (worst == null) {
      throw new IllegalArgumentException(subject.name() + " has no gradient to check");
    }
    return worst;
  }

  private static void requireSameOutputTwice(Subject subject) {
    if (!Arrays.equals(subject.forward().values(), subject.forward().values())) {
      throw new IllegalArgumentException(
          subject.name()
              + " gives another output for the same input: differences of random outputs say"
              + " nothing");
    }
  }

  static Tensor random(Shape shape, RandomStream random) {
    Tensor tensor = Tensor.zeros(shape);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, 2 * random.nextFloat() - 1);
    }
    return tensor;
  }
}
