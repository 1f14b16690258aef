package dev.javelin.conformance;

import dev.javelin.LearningRate;
import dev.javelin.Optimizer;
import dev.javelin.Parameter;
import dev.javelin.conformance.OptimizerRow.Kind;
import dev.javelin.optim.ASGD;
import dev.javelin.optim.Adadelta;
import dev.javelin.optim.Adamax;
import dev.javelin.optim.NAdam;
import dev.javelin.optim.RAdam;
import dev.javelin.optim.Rprop;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The optimizers of vectors that libtorch's C++ API lacks. */
final class DocumentedOptimizerRows {
  private DocumentedOptimizerRows() {}

  static List<OptimizerRow> rows() {
    OptimizerRow adadelta =
        row(
            "Adadelta",
            p -> new Adadelta(p, 1),
            () -> DocumentedOptimizers.adadelta(1, 0.9, 1e-6, 0));
    OptimizerRow adamax =
        row(
            "Adamax",
            p -> new Adamax(p, 0.002),
            () -> DocumentedOptimizers.adamax(0.002, 0.9, 0.999, 1e-8, 0));
    OptimizerRow nadam =
        row(
            "NAdam",
            p -> new NAdam(p, 0.002),
            () -> DocumentedOptimizers.nadam(0.002, 0.9, 0.999, 1e-8, 0, 4e-3, false));
    OptimizerRow radam =
        row(
            "RAdam",
            p -> new RAdam(p, 0.001),
            () -> DocumentedOptimizers.radam(0.001, 0.9, 0.999, 1e-8, 0, false));
    OptimizerRow asgd =
        row(
            "ASGD",
            p -> new ASGD(p, 0.01),
            () -> DocumentedOptimizers.asgd(0.01, 1e-4, 0.75, 0),
            OptimizerRow.SHRINK_DRIFT);
    OptimizerRow rprop =
        row(
            "Rprop",
            p -> new Rprop(p, 0.01),
            () -> DocumentedOptimizers.rprop(0.01, 0.5, 1.2, 1e-6, 50));
    return List.of(
        adadelta,
        adadelta.maximized(Adadelta::new, 1, Adadelta.Settings.DEFAULT),
        row(
            "Adadelta, all settings",
            p -> new Adadelta(p, constant(0.5), new Adadelta.Settings(0.8, 1e-4, 0.01)),
            () -> DocumentedOptimizers.adadelta(0.5, 0.8, 1e-4, 0.01)),
        adamax,
        adamax.maximized(Adamax::new, 0.002, Adamax.Settings.DEFAULT),
        row(
            "Adamax, all settings",
            p -> new Adamax(p, constant(0.01), new Adamax.Settings(0.8, 0.99, 1e-3, 0.01)),
            () -> DocumentedOptimizers.adamax(0.01, 0.8, 0.99, 1e-3, 0.01)),
        nadam,
        nadam.maximized(NAdam::new, 0.002, NAdam.Settings.DEFAULT),
        row(
            "NAdam, all settings",
            p ->
                new NAdam(p, constant(0.01), new NAdam.Settings(0.8, 0.99, 1e-3, 0.01, 0.1, false)),
            () -> DocumentedOptimizers.nadam(0.01, 0.8, 0.99, 1e-3, 0.01, 0.1, false)),
        row(
            "NAdam, decoupled decay",
            p ->
                new NAdam(p, constant(0.01), new NAdam.Settings(0.9, 0.999, 1e-8, 0.1, 4e-3, true)),
            () -> DocumentedOptimizers.nadam(0.01, 0.9, 0.999, 1e-8, 0.1, 4e-3, true)),
        radam,
        radam.maximized(RAdam::new, 0.001, RAdam.Settings.DEFAULT),
        row(
            "RAdam, all settings",
            p -> new RAdam(p, constant(0.01), new RAdam.Settings(0.8, 0.99, 1e-3, 0.01, false)),
            () -> DocumentedOptimizers.radam(0.01, 0.8, 0.99, 1e-3, 0.01, false)),
        row(
            "RAdam, decoupled decay",
            p -> new RAdam(p, constant(0.01), new RAdam.Settings(0.9, 0.999, 1e-8, 0.1, true)),
            () -> DocumentedOptimizers.radam(0.01, 0.9, 0.999, 1e-8, 0.1, true)),
        asgd,
        asgd.maximized(ASGD::new, 0.01, ASGD.Settings.DEFAULT),
        row(
            "ASGD, all settings",
            p -> new ASGD(p, constant(0.05), new ASGD.Settings(0.01, 0.9, 1e6, 0.01)),
            () -> DocumentedOptimizers.asgd(0.05, 0.01, 0.9, 0.01),
            OptimizerRow.SHRINK_DRIFT),
        rprop,
        rprop.maximized(Rprop::new, 0.01, Rprop.Settings.DEFAULT),
        row(
            "Rprop, all settings",
            p -> new Rprop(p, constant(0.02), new Rprop.Settings(0.3, 1.1, 1e-3, 0.1)),
            () -> DocumentedOptimizers.rprop(0.02, 0.3, 1.1, 1e-3, 0.1)));
  }

  private static LearningRate constant(double rate) {
    return LearningRate.constant(rate);
  }

  private static OptimizerRow row(
      String name, Function<List<Parameter>, Optimizer> javelin, Supplier<Algorithm> reference) {
    return row(name, javelin, reference, OptimizerRow.DRIFT);
  }

  private static OptimizerRow row(
      String name,
      Function<List<Parameter>, Optimizer> javelin,
      Supplier<Algorithm> reference,
      Bound bound) {
    return new OptimizerRow(name, OptimizerRow.DOCUMENTED, Kind.VECTOR, javelin, reference, bound);
  }
}
