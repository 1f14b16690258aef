package dev.javelin.optim.swa;

import static dev.javelin.formula.Expr.input;
import static dev.javelin.formula.Expr.scalar;

import dev.javelin.Buffer;
import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.formula.Formula;
import dev.javelin.formula.Program;
import dev.javelin.layer.Layer;
import dev.javelin.plan.PointwisePass;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

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
 * SwaUtils.updateBn(loader.epoch(1), averaged.module(), engine);
 * Accuracy.of(averaged.module(), test, engine);
 * }</pre>
 *
 * <p>Buffers, such as running statistics, are copied. They belong to the weights of the model in
 * training, not to the averaged ones: {@link SwaUtils#updateBn} makes them anew.
 *
 * @param <M> the kind of model, such as {@link dev.javelin.nn.Sequential}
 */
public final class AveragedModel<M extends Layer> {
  private static final Program MOVED =
      Formula.store(0, input(1).minus(input(0)).fma(scalar(0), input(0))).program();

  private final M module;
  private final Averaging averaging;
  private final boolean useBuffers;
  private final List<Parameter> parameters;
  private final List<Buffer> buffers;
  private final float[] share = new float[1];
  private PointwisePass[] parameterPasses = {};
  private PointwisePass[] bufferPasses = {};
  private boolean bound;
  private Layer source;
  private List<Parameter> sourceParameters = List.of();
  private List<Buffer> sourceBuffers = List.of();
  private long averaged;

  /** The mean of all weights. */
  public AveragedModel(M module) {
    this(module, Averaging.swa());
  }

  /** With another average. */
  public AveragedModel(M module, Averaging averaging) {
    this(module, averaging, false);
  }

  /**
   * With all options.
   *
   * @param module takes the average: a model of its own, of the layers of the one in training
   * @param useBuffers whether buffers are averaged, too, and not copied
   */
  public AveragedModel(M module, Averaging averaging, boolean useBuffers) {
    this.module = module;
    this.averaging = averaging;
    this.useBuffers = useBuffers;
    parameters = module.parameters();
    buffers = module.buffers();
  }

  /** Runs on an engine from now on; without it, on the calling thread. */
  public AveragedModel<M> to(Engine engine) {
    parameterPasses = passes(parameters, Parameter::value, engine);
    bufferPasses = passes(buffers, Buffer::value, engine);
    bound = true;
    return this;
  }

  private <T> PointwisePass[] passes(List<T> averages, Function<T, Tensor> value, Engine engine) {
    var passes = new PointwisePass[averages.size()];
    for (int i = 0; i < passes.length; i++) {
      Tensor average = value.apply(averages.get(i));
      passes[i] = new PointwisePass(engine, MOVED, average.size(), share).operand(0, average);
    }
    return passes;
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
   * @throws IllegalArgumentException if the parameters or buffers differ in number or shape, or are
   *     the average's own
   */
  public void updateParameters(M model) {
    if (!bound) {
      to(Engine.create(1));
    }
    if (!model.equals(source)) {
      takeFrom(model);
    }
    if (averaged > 0) {
      share[0] = (float) averaging.share(averaged);
    }
    for (int i = 0; i < parameterPasses.length; i++) {
      Parameter average = parameters.get(i);
      update(average.value(), sourceParameters.get(i).value(), true, parameterPasses[i]);
      average.changed();
    }
    for (int i = 0; i < bufferPasses.length; i++) {
      update(buffers.get(i).value(), sourceBuffers.get(i).value(), useBuffers, bufferPasses[i]);
    }
    averaged++;
  }

  private void update(Tensor average, Tensor latest, boolean wanted, PointwisePass pass) {
    if (wanted && averaged > 0) {
      pass.operand(1, latest).run();
    } else {
      average.copyFrom(latest);
    }
  }

  private void takeFrom(M model) {
    sourceParameters = alike("parameters", parameters, model.parameters(), Parameter::value);
    sourceBuffers = alike("buffers", buffers, model.buffers(), Buffer::value);
    source = model;
  }

  private static <T> List<T> alike(
      String what, List<T> own, List<T> others, Function<T, Tensor> value) {
    if (!own.isEmpty() && own.equals(others)) {
      throw new IllegalArgumentException(
          "AveragedModel needs a model of its own, not the one in training: the same " + what);
    }
    boolean alike = own.size() == others.size();
    for (int i = 0; alike && i < own.size(); i++) {
      alike = value.apply(own.get(i)).shape().equals(value.apply(others.get(i)).shape());
    }
    if (!alike) {
      throw new IllegalArgumentException(
          "AveragedModel has the " + what + " " + own + ", the model " + others);
    }
    return others;
  }
}
