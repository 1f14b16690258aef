package dev.javelin.conformance;

import dev.javelin.LearningRate;
import dev.javelin.conformance.OptimizerRow.Kind;
import dev.javelin.optim.Adafactor;
import dev.javelin.optim.Muon;
import dev.javelin.optim.SparseAdam;
import java.util.List;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The optimizers of matrices, none of which libtorch's C++ API has. */
final class MatrixOptimizerRows {
  private static final Bound MAGNIFIED =
      Bound.ofLargest(
          4000,
          1,
          "Newton-Schulz magnifies a rounding by up to 3.4445^5 = 485; 200 steps of 0.01, longer by"
              + " up to 4.5 for a tall matrix");
  private static final Bound HALF_THE_DIGITS =
      Bound.ofLargest(
          40_000,
          1,
          "PyTorch orthogonalises in bfloat16, of 8 bits, Javelin on purpose in float32: ten"
              + " roundings of 2^-9 of a path of 0.2");
  private static final Bound DECAY =
      Bound.ofLargest(100, 1, "1 - rate decay is rounded to float32 in each of 200 steps");

  private static final Muon.Settings OTHER_MUON =
      Muon.Settings.DEFAULT
          .withWeightDecay(0.3)
          .withMomentum(0.8)
          .withNesterov(false)
          .withNsCoefficients(new Muon.Coefficients(1.875, -1.25, 0.375))
          .withEpsilon(1e-5)
          .withNsSteps(3)
          .withAdjustLrFn(Muon.AdjustLrFn.MATCH_RMS_ADAMW);
  private static final Adafactor.Settings OTHER_ADAFACTOR =
      new Adafactor.Settings(-0.5, 1e-3, 0.1, 1.5, 0.1);

  private MatrixOptimizerRows() {}

  static List<OptimizerRow> rows() {
    OptimizerRow muon = muon("Muon", 0.01, Muon.Settings.DEFAULT);
    OptimizerRow adafactor = adafactor("Adafactor", Kind.MATRIX, Adafactor.Settings.DEFAULT);
    OptimizerRow vector = adafactor("Adafactor, vector", Kind.VECTOR, Adafactor.Settings.DEFAULT);
    OptimizerRow sparseAdam = sparseAdam("SparseAdam", SparseAdam.Settings.DEFAULT);
    return List.of(
        muon,
        muon.maximized(Muon::new, 0.01, Muon.Settings.DEFAULT),
        muon("Muon, all settings", 0.01, OTHER_MUON),
        new OptimizerRow(
            "Muon, default rate",
            OptimizerRow.DOCUMENTED + ", Newton-Schulz in bfloat16",
            Kind.MATRIX,
            p -> new Muon(p, 0.001),
            () ->
                DocumentedMatrixOptimizers.muon(0.001, Muon.Settings.DEFAULT, ScalarType.BFloat16),
            HALF_THE_DIGITS),
        adafactor,
        adafactor.maximized(Adafactor::new, 0.01, Adafactor.Settings.DEFAULT),
        adafactor("Adafactor, all settings", Kind.MATRIX, OTHER_ADAFACTOR),
        vector,
        vector.maximized(Adafactor::new, 0.01, Adafactor.Settings.DEFAULT),
        adafactor("Adafactor, vector, all settings", Kind.VECTOR, OTHER_ADAFACTOR),
        sparseAdam,
        sparseAdam.maximized(SparseAdam::new, 0.001, SparseAdam.Settings.DEFAULT),
        sparseAdam("SparseAdam, all settings", new SparseAdam.Settings(0.8, 0.99, 1e-3)));
  }

  private static OptimizerRow muon(String name, double rate, Muon.Settings settings) {
    return new OptimizerRow(
        name,
        OptimizerRow.DOCUMENTED + ", Newton-Schulz in float32",
        Kind.MATRIX,
        p -> new Muon(p, LearningRate.constant(rate), settings),
        () -> DocumentedMatrixOptimizers.muon(rate, settings, ScalarType.Float),
        MAGNIFIED);
  }

  private static OptimizerRow adafactor(String name, Kind kind, Adafactor.Settings settings) {
    return new OptimizerRow(
        name,
        OptimizerRow.DOCUMENTED,
        kind,
        p -> new Adafactor(p, LearningRate.constant(0.01), settings),
        () -> DocumentedMatrixOptimizers.adafactor(0.01, settings),
        DECAY);
  }

  private static OptimizerRow sparseAdam(String name, SparseAdam.Settings settings) {
    return new OptimizerRow(
        name,
        OptimizerRow.DOCUMENTED,
        Kind.SPARSE,
        p -> new SparseAdam(p, LearningRate.constant(0.001), settings),
        () -> DocumentedMatrixOptimizers.sparseAdam(0.001, settings),
        OptimizerRow.DRIFT);
  }
}
