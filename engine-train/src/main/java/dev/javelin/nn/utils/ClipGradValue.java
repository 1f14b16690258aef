package dev.javelin.nn.utils;

import static dev.javelin.formula.Expr.constant;
import static dev.javelin.formula.Expr.input;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.formula.Formula;
import dev.javelin.plan.PointwisePass;
import dev.javelin.tensor.Tensor;
import java.util.List;

/**
 * PyTorch's {@code clip_grad_value_}: brings each number of the gradients into ± {@code clipValue}.
 * Made once for a model, and run between backward and step.
 */
public final class ClipGradValue {
  private final List<Parameter> parameters;
  private final double clipValue;
  private PointwisePass[] passes = {};
  private boolean bound;

  /**
   * For a model's parameters, each once.
   *
   * @throws IllegalArgumentException if the limit is negative, or a gradient sparse
   */
  public ClipGradValue(List<Parameter> parameters, double clipValue) {
    Parameter.requireDistinct("ClipGradValue", parameters);
    if (!(clipValue >= 0)) {
      throw new IllegalArgumentException(
          "ClipGradValue needs a limit of 0 or more, not " + clipValue);
    }
    this.parameters = DenseGradients.of("ClipGradValue", parameters);
    this.clipValue = clipValue;
  }

  /** Runs on an engine from now on; without it, on the calling thread. */
  public ClipGradValue to(Engine engine) {
    var clipped = input(0).max(constant(-clipValue)).min(constant(clipValue));
    var program = Formula.store(0, clipped).program();
    passes = new PointwisePass[parameters.size()];
    for (int i = 0; i < passes.length; i++) {
      Tensor gradient = parameters.get(i).gradientBuffer();
      passes[i] = new PointwisePass(engine, program, gradient.size()).operand(0, gradient);
    }
    bound = true;
    return this;
  }

  /** Clips. */
  public void run() {
    if (!bound) {
      to(Engine.create(1));
    }
    for (int i = 0; i < passes.length; i++) {
      if (parameters.get(i).hasGradient()) {
        passes[i].run();
      }
    }
  }
}
