package dev.javelin.check;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.tensor.Tensor;
import java.util.List;

/** A loss as a function of its predictions. */
final class LossSubject implements Subject {
  private final Loss loss;
  private final Loss.Cost cost;
  private final Tensor prediction;
  private final Tensor target;

  LossSubject(Loss loss, Tensor prediction, Tensor target, Engine engine) {
    this.loss = loss;
    this.prediction = prediction;
    this.target = target;
    cost = loss.bind(prediction.shape(), target.shape(), engine);
  }

  @Override
  public String name() {
    return loss.getClass().getSimpleName();
  }

  @Override
  public List<Variable> variables() {
    return List.of(new Variable("the prediction", prediction, () -> {}));
  }

  @Override
  public Terms forward() {
    cost.forward(prediction, target);
    double value = cost.value();
    // One element's share of a mean may be more than the mean, if losses have both signs.
    double size = Math.abs(value) + 1.0 / prediction.size();
    return new Terms(new double[] {value}, new double[] {size});
  }

  @Override
  public List<float[]> backward() {
    cost.forward(prediction, target);
    return List.of(cost.gradient().toArray());
  }
}
