package dev.javelin.conformance;

import dev.javelin.LearningRate;
import dev.javelin.Optimizer;
import dev.javelin.Parameter;
import dev.javelin.optim.Adam;
import dev.javelin.optim.AdamW;
import dev.javelin.optim.ParameterGroup;
import dev.javelin.optim.RMSprop;
import dev.javelin.optim.SGD;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bytedeco.pytorch.OptimizerOptions;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * An optimizer of two groups with rates and settings of their own. libtorch's Adagrad fails on a
 * group that is added, and the presets cannot make it with two.
 *
 * @param name Javelin's
 * @param against libtorch's
 * @param javelin makes Javelin's optimizer, of one parameter a group
 * @param torch makes libtorch's
 */
record ParameterGroupsRow(
    String name,
    String against,
    Function<List<Parameter>, Optimizer> javelin,
    Function<List<Tensor>, org.bytedeco.pytorch.Optimizer> torch) {
  static final List<ParameterGroupsRow> TABLE =
      List.of(
          row(
              "SGD",
              SGD::new,
              org.bytedeco.pytorch.SGD::new,
              LibtorchOptions::sgd,
              new Group<>(0.1, SGD.Settings.DEFAULT.withWeightDecay(0.1)),
              new Group<>(0.01, SGD.Settings.DEFAULT.withMomentum(0.9))),
          row(
              "Adam",
              Adam::new,
              org.bytedeco.pytorch.Adam::new,
              LibtorchOptions::adam,
              new Group<>(0.01, Adam.Settings.DEFAULT),
              new Group<>(0.002, new Adam.Settings(0.8, 0.99, 1e-4, 0.1, true))),
          row(
              "AdamW",
              AdamW::new,
              org.bytedeco.pytorch.AdamW::new,
              LibtorchOptions::adamW,
              new Group<>(0.01, AdamW.DEFAULT),
              new Group<>(0.002, AdamW.DEFAULT.withWeightDecay(0))),
          row(
              "RMSprop",
              RMSprop::new,
              org.bytedeco.pytorch.RMSprop::new,
              LibtorchOptions::rmsprop,
              new Group<>(0.01, RMSprop.Settings.DEFAULT),
              new Group<>(0.002, new RMSprop.Settings(0.9, 1e-2, 0.01, 0.5, true))));

  private record Group<S>(double rate, S settings) {}

  @Override
  public String toString() {
    return name;
  }

  private static <S, O extends OptimizerOptions> ParameterGroupsRow row(
      String name,
      Function<List<ParameterGroup<S>>, Optimizer> javelin,
      BiFunction<TensorVector, O, org.bytedeco.pytorch.Optimizer> torch,
      BiFunction<Double, S, O> options,
      Group<S> first,
      Group<S> second) {
    return new ParameterGroupsRow(
        name,
        "optim::" + name,
        p -> javelin.apply(List.of(group(p.get(0), first), group(p.get(1), second))),
        p -> {
          var optimizer =
              torch.apply(
                  new TensorVector(p.get(0)), options.apply(first.rate(), first.settings()));
          optimizer.add_param_group(
              new OptimizerParamGroup(
                  new TensorVector(p.get(1)), options.apply(second.rate(), second.settings())));
          return optimizer;
        });
  }

  private static <S> ParameterGroup<S> group(Parameter parameter, Group<S> group) {
    return new ParameterGroup<>(
        List.of(parameter), LearningRate.constant(group.rate()), group.settings());
  }
}
