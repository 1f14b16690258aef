package dev.javelin.conformance;

import dev.javelin.optim.Adagrad;
import dev.javelin.optim.Adam;
import dev.javelin.optim.LBFGS;
import dev.javelin.optim.RMSprop;
import dev.javelin.optim.SGD;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.AdagradOptions;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.LBFGSOptions;
import org.bytedeco.pytorch.RMSpropOptions;
import org.bytedeco.pytorch.SGDOptions;

/** Javelin's settings of optimizers as libtorch's. */
final class LibtorchOptions {
  private LibtorchOptions() {}

  static SGDOptions sgd(double rate, SGD.Settings settings) {
    var options = new SGDOptions(rate);
    options.momentum().put(settings.momentum());
    options.dampening().put(settings.dampening());
    options.weight_decay().put(settings.weightDecay());
    options.nesterov().put(settings.nesterov());
    return options;
  }

  static AdamOptions adam(double rate, Adam.Settings settings) {
    var options = new AdamOptions(rate);
    put(options.betas(), settings);
    options.eps().put(settings.epsilon());
    options.weight_decay().put(settings.weightDecay());
    options.amsgrad().put(settings.amsgrad());
    return options;
  }

  static AdamWOptions adamW(double rate, Adam.Settings settings) {
    var options = new AdamWOptions(rate);
    put(options.betas(), settings);
    options.eps().put(settings.epsilon());
    options.weight_decay().put(settings.weightDecay());
    options.amsgrad().put(settings.amsgrad());
    return options;
  }

  /** A C++ tuple may lie in memory either way round; its default says which. */
  private static void put(DoublePointer betas, Adam.Settings settings) {
    int first = betas.get(0) < betas.get(1) ? 0 : 1;
    betas.put(first, settings.beta1()).put(1 - first, settings.beta2());
  }

  static AdagradOptions adagrad(double rate, Adagrad.Settings settings) {
    var options = new AdagradOptions(rate);
    options.lr_decay().put(settings.rateDecay());
    options.weight_decay().put(settings.weightDecay());
    options.initial_accumulator_value().put(settings.initialAccumulator());
    options.eps().put(settings.epsilon());
    return options;
  }

  static RMSpropOptions rmsprop(double rate, RMSprop.Settings settings) {
    var options = new RMSpropOptions(rate);
    options.alpha().put(settings.alpha());
    options.eps().put(settings.epsilon());
    options.weight_decay().put(settings.weightDecay());
    options.momentum().put(settings.momentum());
    options.centered().put(settings.centered());
    return options;
  }

  static LBFGSOptions lbfgs(double rate, LBFGS.Settings settings) {
    var options = new LBFGSOptions(rate);
    options.max_iter().put(settings.maxIter());
    options.max_eval().put(settings.maxEval());
    options.tolerance_grad().put(settings.toleranceGrad());
    options.tolerance_change().put(settings.toleranceChange());
    options.history_size().put(settings.historySize());
    if (settings.strongWolfe()) {
      options.line_search_fn().put("strong_wolfe");
    }
    return options;
  }
}
