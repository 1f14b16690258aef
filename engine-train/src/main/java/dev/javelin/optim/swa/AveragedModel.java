package dev.javelin.optim.swa;

import static dev.javelin.formula.Expr.input;
import static dev.javelin.formula.Expr.scalar;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.formula.Formula;
import dev.javelin.layer.Layer;
import dev.javelin.plan.PointwisePass;
import dev.javelin.tensor.Tensor;
import java.util.List;

/**
 * A model whose weights are the average of those that another model of the same layers has in the
 * course of its training; PyTorch's {@code torch.optim.swa_utils.AveragedModel}.
 *
 * <pre>{@code
 * var averaged = new AveragedModel<>(network(seed), Averaging.ema(0.999));
 * ...
 * optimizer.step();
 * averaged.updateParameters(model);
 * ...
 * Accuracy.of(averaged.module(), test, engine);
 * }</pre>
 *
 * @param <M> the kind of model, such as {@link dev.javelin.nn.Sequential}
 */
public final class AveragedModel<M extends Layer> {
  private final M module;
  private final Averaging averaging;
  private final List<Parameter> averages;
  private final float[] share = new float[1];
  private PointwisePass[] passes = {};
  private long averaged;

  /** The mean of all weights. */
  public AveragedModel(M module) {
    this(module, Averaging.swa());
  }

  /**
   * With another average.
   *
   * @param module takes the average: a model of its own, of the layers of the one in training
   */
  public AveragedModel(M module, Averaging averaging) {
    this.module = module;
    this.averaging = averaging;
    averages = module.parameters();
  }

  /** Runs on an engine from now on; without it, on the calling thread. */
  public AveragedModel<M> to(Engine engine) {
    var moved = input(1).minus(input(0)).fma(scalar(0), input(0));
    var program = Formula.store(0, moved).program();
    passes = new PointwisePass[averages.size()];
    for (int i = 0; i < passes.length; i++) {
      Tensor average = averages.get(i).value();
      passes[i] = new PointwisePass(engine, program, average.size(), share).operand(0, average);
    }
    return this;
  }

  /** The model with the average. */
  public M module() {
    return module;
  }

  /** How many weights the average is of. */
  public long averaged() {
    return averaged;
  }

  /**
   * Takes another model's weights into the average. The first time they are the average.
   *
   * @throws IllegalArgumentException if the parameters differ in number or shape
   */
  public void updateParameters(M model) {
    if (passes.length == 0) {
      to(Engine.create(1));
    }
    List<Parameter> weights = model.parameters();
    requireAlike(weights);
    if (averaged > 0) {
      share[0] = (float) averaging.share(averaged);
    }
    for (int i = 0; i < passes.length; i++) {
      Tensor weight = weights.get(i).value();
      if (averaged == 0) {
        averages.get(i).value().copyFrom(weight);
      } else {
        passes[i].operand(1, weight).run();
      }
      averages.get(i).changed();
    }
    averaged++;
  }

  private void requireAlike(List<Parameter> weights) {
    boolean alike = weights.size() == averages.size();
    for (int i = 0; alike && i < weights.size(); i++) {
      alike = weights.get(i).value().shape().equals(averages.get(i).value().shape());
    }
    if (!alike) {
      throw new IllegalArgumentException(
          "AveragedModel has the parameters " + averages + ", the model " + weights);
    }
  }
}
