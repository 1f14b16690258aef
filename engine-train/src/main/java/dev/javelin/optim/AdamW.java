package dev.javelin.optim;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.formula.Expr;
import dev.javelin.formula.Formula;
import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, "Decoupled weight decay regularization",
 * 2019): before each step the parameter loses rate times weightDecay of itself.
 */
public final class AdamW extends Adam {
  /** PyTorch's defaults of AdamW. */
  public static final Settings DEFAULT = Settings.DEFAULT.withWeightDecay(0.01);

  /** With PyTorch's settings; its default rate is 0.001. */
  public AdamW(List<Parameter> parameters, double rate) {
    this(parameters, LearningRate.constant(rate), DEFAULT);
  }

  /** With other settings or a schedule. */
  public AdamW(List<Parameter> parameters, LearningRate rate, Settings settings) {
    super(parameters, rate, settings);
  }

  /** With groups of parameters. */
  public AdamW(List<ParameterGroup<Settings>> groups) {
    super(groups);
  }

  @Override
  protected Formula formula(ParameterGroup<Settings> group, Expr gradient) {
    return formula(group.settings(), gradient, parameter().times(shrink()));
  }
}
