package dev.javelin.check;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.loss.TernaryLoss;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** A loss as a function of its inputs that have a gradient. */
final class LossSubject implements Subject {
  private final String name;
  private final Runnable computation;
  private final DoubleSupplier value;
  private final List<Variable> variables = new ArrayList<>();
  private final List<Supplier<Tensor>> gradients = new ArrayList<>();

  private LossSubject(Object loss, Runnable computation, DoubleSupplier value) {
    name = loss.getClass().getSimpleName();
    this.computation = computation;
    this.value = value;
  }

  /** A loss of a prediction and a target. */
  static LossSubject of(Loss loss, Tensor prediction, Tensor target, Engine engine) {
    Loss.Cost cost = loss.bind(prediction.shape(), target.shape(), engine);
    var subject = new LossSubject(loss, () -> cost.forward(prediction, target), cost::value);
    subject.add("the prediction", prediction, cost::gradient);
    return subject;
  }

  /** A loss of three tensors. */
  static LossSubject of(TernaryLoss loss, Tensor[] inputs, Engine engine) {
    TernaryLoss.Cost cost = loss.bind(inputs[0].shape(), inputs[2].shape(), engine);
    var subject =
        new LossSubject(loss, () -> cost.forward(inputs[0], inputs[1], inputs[2]), cost::value);
    if (!inputs[1].shape().equals(inputs[0].shape())) {
      throw new ShapeMismatchException(
          subject.name + " (second input)",
          inputs[0].shape() + ", as the first,",
          inputs[1].shape());
    }
    for (int i = 0; i < inputs.length; i++) {
      int input = i;
      if (hasGradient(cost, input)) {
        subject.add("input " + input, inputs[input], () -> cost.gradient(input));
      }
    }
    return subject;
  }

  private static boolean hasGradient(TernaryLoss.Cost cost, int input) {
    try {
      return cost.gradient(input) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void add(String input, Tensor numbers, Supplier<Tensor> gradient) {
    variables.add(new Variable(input, numbers, () -> {}));
    gradients.add(gradient);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Variable> variables() {
    return variables;
  }

  @Override
  public List<Tensor> state() {
    return List.of();
  }

  @Override
  public Terms forward() {
    computation.run();
    double loss = value();
    // One element's share of a mean may be more than the mean, if losses have both signs.
    double size = Math.abs(loss) + 1.0 / variables.getFirst().value().size();
    return new Terms(new double[] {loss}, new double[] {size});
  }

  private double value() {
    try {
      return value.getAsDouble();
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(
          "GradientCheck expects a loss that is one number: " + name + " has no reduction", e);
    }
  }

  @Override
  public List<float[]> backward() {
    computation.run();
    return gradients.stream().map(gradient -> gradient.get().toArray()).toList();
  }
}
