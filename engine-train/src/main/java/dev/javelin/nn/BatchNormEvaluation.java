package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.parallel.PartTask;
import dev.javelin.plan.GroupPass;
import dev.javelin.plan.Groups;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.function.IntFunction;

/**
 * Batch normalisation by the running statistics, in one pass: {@code y = (x - mean) scale + bias}
 * with {@code scale = weight / sqrt(variance + epsilon)}. The scales are made anew each time, since
 * other plans may train in between.
 */
final class BatchNormEvaluation implements Step {
  private static final int X = 0;
  private static final int Y = 1;
  private static final int MEAN = 0;
  private static final int SCALE = 1;
  private static final int BIAS = 2;

  private final Binding binding;
  private final RunningStatistics running;
  private final double epsilon;
  private final Parameter weight;
  private final Tensor scale;
  private final Tensor output;
  private final GroupPass pass;
  private final PartTask task;

  BatchNormEvaluation(
      Binding binding,
      Shape shape,
      RunningStatistics running,
      double epsilon,
      Parameter weight,
      Parameter bias) {
    this.binding = binding;
    this.running = running;
    this.epsilon = epsilon;
    this.weight = weight;
    output = Tensor.zeros(shape);
    scale = Tensor.zeros(running.mean().shape());
    Groups groups = Groups.channels(shape);
    Engine engine = binding.engine();
    pass =
        bias == null
            ? new GroupPass(engine, groups, 2, 2, BatchNormEvaluation::scaled)
            : new GroupPass(engine, groups, 2, 3, BatchNormEvaluation::shifted)
                .number(BIAS, bias.value());
    pass.operand(Y, output).number(MEAN, running.mean()).number(SCALE, scale);
    task = pass::run;
  }

  private static Formula scaled(IntFunction<Expr> number) {
    return Formula.store(Y, centred(number).times(number.apply(SCALE)));
  }

  private static Formula shifted(IntFunction<Expr> number) {
    return Formula.store(Y, centred(number).fma(number.apply(SCALE), number.apply(BIAS)));
  }

  private static Expr centred(IntFunction<Expr> number) {
    return Expr.input(X).minus(number.apply(MEAN));
  }

  @Override
  public Tensor forward(Tensor input) {
    for (int c = 0; c < scale.size(); c++) {
      double w = weight == null ? 1 : weight.value().get(c);
      scale.set(c, (float) (w / Math.sqrt(running.variance().get(c) + epsilon)));
    }
    pass.operand(X, input);
    binding.engine().run(task, pass.parts());
    return output;
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    throw new AssertionError("made for evaluation only");
  }
}
