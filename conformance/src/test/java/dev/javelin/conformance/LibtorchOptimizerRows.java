package dev.javelin.conformance;

import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.conformance.OptimizerRow.Kind;
import dev.javelin.optim.Adagrad;
import dev.javelin.optim.Adam;
import dev.javelin.optim.AdamW;
import dev.javelin.optim.RMSprop;
import dev.javelin.optim.SGD;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.TensorVector;

/** The optimizers that libtorch's C++ API has. */
final class LibtorchOptimizerRows {
  private LibtorchOptimizerRows() {}

  static List<OptimizerRow> rows() {
    OptimizerRow sgd = sgd("SGD", 0.1, SGD.Settings.DEFAULT);
    OptimizerRow adam = adam("Adam", Adam.Settings.DEFAULT);
    OptimizerRow adamW = adamW("AdamW", AdamW.DEFAULT);
    OptimizerRow adagrad = adagrad("Adagrad", Adagrad.Settings.DEFAULT);
    OptimizerRow rmsprop = rmsprop("RMSprop", RMSprop.Settings.DEFAULT);
    return List.of(
        sgd,
        sgd.maximized(SGD::new, 0.1, SGD.Settings.DEFAULT),
        sgd(
            "SGD, momentum, dampening, decay",
            0.05,
            SGD.Settings.DEFAULT.withMomentum(0.9).withDampening(0.3).withWeightDecay(0.01)),
        sgd("SGD, Nesterov", 0.05, SGD.Settings.DEFAULT.withMomentum(0.9).withNesterov()),
        adam,
        adam.maximized(Adam::new, 0.01, Adam.Settings.DEFAULT),
        adam("Adam, betas, epsilon, decay", new Adam.Settings(0.8, 0.99, 1e-4, 0.1, false)),
        adam("Adam, AMSGrad", Adam.Settings.DEFAULT.withAmsgrad()),
        adam("Adam, AMSGrad, all settings", new Adam.Settings(0.8, 0.9, 1e-4, 0.1, true)),
        adamW,
        adamW.maximized(AdamW::new, 0.01, AdamW.DEFAULT),
        adamW("AdamW, AMSGrad, decay 0.1", AdamW.DEFAULT.withAmsgrad().withWeightDecay(0.1)),
        adamW("AdamW, betas, epsilon", AdamW.DEFAULT.withBetas(0.8, 0.99).withEpsilon(1e-4)),
        adagrad,
        adagrad.maximized(Adagrad::new, 0.05, Adagrad.Settings.DEFAULT),
        adagrad("Adagrad, all settings", new Adagrad.Settings(0.1, 0.01, 0.5, 1e-6)),
        rmsprop,
        rmsprop.maximized(RMSprop::new, 0.01, RMSprop.Settings.DEFAULT),
        rmsprop("RMSprop, momentum", new RMSprop.Settings(0.9, 1e-4, 0, 0.9, false)),
        rmsprop("RMSprop, all settings", new RMSprop.Settings(0.9, 1e-2, 0.01, 0.5, true)));
  }

  private static OptimizerRow row(
      String name,
      String against,
      Function<List<Parameter>, dev.javelin.Optimizer> javelin,
      Function<TensorVector, Optimizer> torch) {
    return new OptimizerRow(
        name,
        against,
        Kind.VECTOR,
        javelin,
        () -> new LibtorchOptimizer(torch),
        OptimizerRow.DRIFT);
  }

  private static OptimizerRow sgd(String name, double rate, SGD.Settings settings) {
    return row(
        name,
        "optim::SGD",
        p -> new SGD(p, LearningRate.constant(rate), settings),
        p -> new org.bytedeco.pytorch.SGD(p, LibtorchOptions.sgd(rate, settings)));
  }

  private static OptimizerRow adam(String name, Adam.Settings settings) {
    return row(
        name,
        "optim::Adam",
        p -> new Adam(p, LearningRate.constant(0.01), settings),
        p -> new org.bytedeco.pytorch.Adam(p, LibtorchOptions.adam(0.01, settings)));
  }

  private static OptimizerRow adamW(String name, Adam.Settings settings) {
    return row(
        name,
        "optim::AdamW",
        p -> new AdamW(p, LearningRate.constant(0.01), settings),
        p -> new org.bytedeco.pytorch.AdamW(p, LibtorchOptions.adamW(0.01, settings)));
  }

  private static OptimizerRow adagrad(String name, Adagrad.Settings settings) {
    return row(
        name,
        "optim::Adagrad",
        p -> new Adagrad(p, LearningRate.constant(0.05), settings),
        p -> new org.bytedeco.pytorch.Adagrad(p, LibtorchOptions.adagrad(0.05, settings)));
  }

  private static OptimizerRow rmsprop(String name, RMSprop.Settings settings) {
    return row(
        name,
        "optim::RMSprop",
        p -> new RMSprop(p, LearningRate.constant(0.01), settings),
        p -> new org.bytedeco.pytorch.RMSprop(p, LibtorchOptions.rmsprop(0.01, settings)));
  }
}
