package dev.javelin.conformance;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.optim.ASGD;
import dev.javelin.optim.Adadelta;
import dev.javelin.optim.Adagrad;
import dev.javelin.optim.Adam;
import dev.javelin.optim.AdamW;
import dev.javelin.optim.Adamax;
import dev.javelin.optim.NAdam;
import dev.javelin.optim.RAdam;
import dev.javelin.optim.RMSprop;
import dev.javelin.optim.Rprop;
import dev.javelin.optim.SGD;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.pytorch.AdagradOptions;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.TensorVector;

/**
 * A row of the table of optimizers.
 *
 * @param name Javelin's, with its settings
 * @param against libtorch's name, or {@link #DOCUMENTED}
 * @param javelin Javelin's optimizer of parameters
 * @param reference the same for one tensor of libtorch
 */
record OptimizerRow(
    String name,
    String against,
    Function<List<Parameter>, dev.javelin.Optimizer> javelin,
    Supplier<Algorithm> reference,
    Bound bound) {
  static final String DOCUMENTED = "documented algorithm on libtorch tensors";

  private static final Bound DRIFT =
      Bound.ofLargest(
          32, 1, "each of 200 steps rounds the parameter, and momentum magnifies tenfold");
  private static final Bound SHRINK_DRIFT =
      Bound.ofLargest(100, 1, "1 - lambda eta is rounded to float32 in each of 200 steps");

  static final List<OptimizerRow> TABLE =
      List.of(
          sgd("SGD", 0.1, SGD.Settings.DEFAULT),
          sgd(
              "SGD, momentum, dampening, decay",
              0.05,
              SGD.Settings.DEFAULT.withMomentum(0.9).withDampening(0.3).withWeightDecay(0.01)),
          sgd("SGD, Nesterov", 0.05, SGD.Settings.DEFAULT.withMomentum(0.9).withNesterov()),
          adam("Adam", Adam.Settings.DEFAULT),
          adam("Adam, betas, epsilon, decay", new Adam.Settings(0.8, 0.99, 1e-4, 0.1, false)),
          adam("Adam, AMSGrad", Adam.Settings.DEFAULT.withAmsgrad()),
          adamW("AdamW", AdamW.DEFAULT),
          adamW("AdamW, AMSGrad, decay 0.1", AdamW.DEFAULT.withAmsgrad().withWeightDecay(0.1)),
          adagrad("Adagrad", Adagrad.Settings.DEFAULT),
          adagrad("Adagrad, all settings", new Adagrad.Settings(0.1, 0.01, 0.5, 1e-6)),
          rmsprop("RMSprop", RMSprop.Settings.DEFAULT),
          rmsprop("RMSprop, all settings", new RMSprop.Settings(0.9, 1e-2, 0.01, 0.5, true)),
          documented(
              "Adadelta",
              p -> new Adadelta(p, 1),
              () -> DocumentedOptimizers.adadelta(1, 0.9, 1e-6, 0)),
          documented(
              "Adadelta, all settings",
              p -> new Adadelta(p, constant(0.5), new Adadelta.Settings(0.8, 1e-4, 0.01)),
              () -> DocumentedOptimizers.adadelta(0.5, 0.8, 1e-4, 0.01)),
          documented(
              "Adamax",
              p -> new Adamax(p, 0.002),
              () -> DocumentedOptimizers.adamax(0.002, 0.9, 0.999, 1e-8, 0)),
          documented(
              "Adamax, all settings",
              p -> new Adamax(p, constant(0.01), new Adamax.Settings(0.8, 0.99, 1e-3, 0.01)),
              () -> DocumentedOptimizers.adamax(0.01, 0.8, 0.99, 1e-3, 0.01)),
          documented(
              "NAdam",
              p -> new NAdam(p, 0.002),
              () -> DocumentedOptimizers.nadam(0.002, 0.9, 0.999, 1e-8, 0, 4e-3, false)),
          documented(
              "NAdam, all settings",
              p ->
                  new NAdam(
                      p, constant(0.01), new NAdam.Settings(0.8, 0.99, 1e-3, 0.01, 0.1, false)),
              () -> DocumentedOptimizers.nadam(0.01, 0.8, 0.99, 1e-3, 0.01, 0.1, false)),
          documented(
              "NAdam, decoupled decay",
              p ->
                  new NAdam(
                      p, constant(0.01), new NAdam.Settings(0.9, 0.999, 1e-8, 0.1, 4e-3, true)),
              () -> DocumentedOptimizers.nadam(0.01, 0.9, 0.999, 1e-8, 0.1, 4e-3, true)),
          documented(
              "RAdam, decoupled decay",
              p -> new RAdam(p, constant(0.01), new RAdam.Settings(0.9, 0.999, 1e-8, 0.1, true)),
              () -> DocumentedOptimizers.radam(0.01, 0.9, 0.999, 1e-8, 0.1, true)),
          documented(
              "RAdam",
              p -> new RAdam(p, 0.001),
              () -> DocumentedOptimizers.radam(0.001, 0.9, 0.999, 1e-8, 0, false)),
          documented(
              "RAdam, all settings",
              p -> new RAdam(p, constant(0.01), new RAdam.Settings(0.8, 0.99, 1e-3, 0.01, false)),
              () -> DocumentedOptimizers.radam(0.01, 0.8, 0.99, 1e-3, 0.01, false)),
          documented(
              "ASGD",
              p -> new ASGD(p, 0.01),
              () -> DocumentedOptimizers.asgd(0.01, 1e-4, 0.75, 0),
              SHRINK_DRIFT),
          documented(
              "ASGD, all settings",
              p -> new ASGD(p, constant(0.05), new ASGD.Settings(0.01, 0.9, 1e6, 0.01)),
              () -> DocumentedOptimizers.asgd(0.05, 0.01, 0.9, 0.01),
              SHRINK_DRIFT),
          documented(
              "Rprop",
              p -> new Rprop(p, 0.01),
              () -> DocumentedOptimizers.rprop(0.01, 0.5, 1.2, 1e-6, 50)),
          documented(
              "Rprop, all settings",
              p -> new Rprop(p, constant(0.02), new Rprop.Settings(0.3, 1.1, 1e-3, 0.1)),
              () -> DocumentedOptimizers.rprop(0.02, 0.3, 1.1, 1e-3, 0.1)));

  private static LearningRate constant(double rate) {
    return LearningRate.constant(rate);
  }

  private static OptimizerRow documented(
      String name,
      Function<List<Parameter>, dev.javelin.Optimizer> javelin,
      Supplier<Algorithm> reference) {
    return documented(name, javelin, reference, DRIFT);
  }

  private static OptimizerRow documented(
      String name,
      Function<List<Parameter>, dev.javelin.Optimizer> javelin,
      Supplier<Algorithm> reference,
      Bound bound) {
    return new OptimizerRow(name, DOCUMENTED, javelin, reference, bound);
  }

  private static OptimizerRow ofLibtorch(
      String name,
      String against,
      Function<List<Parameter>, dev.javelin.Optimizer> javelin,
      Function<TensorVector, Optimizer> torch) {
    return new OptimizerRow(name, against, javelin, () -> new LibtorchOptimizer(torch), DRIFT);
  }

  private static OptimizerRow sgd(String name, double rate, SGD.Settings settings) {
    return ofLibtorch(
        name,
        "optim::SGD",
        p -> new SGD(p, constant(rate), settings),
        p -> {
          var options = new SGDOptions(rate);
          options.momentum().put(settings.momentum());
          options.dampening().put(settings.dampening());
          options.weight_decay().put(settings.weightDecay());
          options.nesterov().put(settings.nesterov());
          return new org.bytedeco.pytorch.SGD(p, options);
        });
  }

  private static OptimizerRow adam(String name, Adam.Settings settings) {
    return ofLibtorch(
        name,
        "optim::Adam",
        p -> new Adam(p, constant(0.01), settings),
        p -> {
          var options = new AdamOptions(0.01);
          // A C++ tuple may lie in memory either way round; its default says which.
          int first = options.betas().get(0) < options.betas().get(1) ? 0 : 1;
          options.betas().put(first, settings.beta1()).put(1 - first, settings.beta2());
          options.eps().put(settings.epsilon());
          options.weight_decay().put(settings.weightDecay());
          options.amsgrad().put(settings.amsgrad());
          return new org.bytedeco.pytorch.Adam(p, options);
        });
  }

  private static OptimizerRow adamW(String name, Adam.Settings settings) {
    return ofLibtorch(
        name,
        "optim::AdamW",
        p -> new AdamW(p, constant(0.01), settings),
        p -> {
          var options = new AdamWOptions(0.01);
          options.weight_decay().put(settings.weightDecay());
          options.amsgrad().put(settings.amsgrad());
          return new org.bytedeco.pytorch.AdamW(p, options);
        });
  }

  private static OptimizerRow adagrad(String name, Adagrad.Settings settings) {
    return ofLibtorch(
        name,
        "optim::Adagrad",
        p -> new Adagrad(p, constant(0.05), settings),
        p -> {
          var options = new AdagradOptions(0.05);
          options.lr_decay().put(settings.rateDecay());
          options.weight_decay().put(settings.weightDecay());
          options.initial_accumulator_value().put(settings.initialAccumulator());
          options.eps().put(settings.epsilon());
          return new org.bytedeco.pytorch.Adagrad(p, options);
        });
  }

  private static OptimizerRow rmsprop(String name, RMSprop.Settings settings) {
    return ofLibtorch(
        name,
        "optim::RMSprop",
        p -> new RMSprop(p, constant(0.01), settings),
        p -> {
          var options = new RMSpropOptions(0.01);
          options.alpha().put(settings.alpha());
          options.eps().put(settings.epsilon());
          options.weight_decay().put(settings.weightDecay());
          options.momentum().put(settings.momentum());
          options.centered().put(settings.centered());
          return new org.bytedeco.pytorch.RMSprop(p, options);
        });
  }
}
