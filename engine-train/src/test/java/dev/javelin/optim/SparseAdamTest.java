package dev.javelin.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.LearningRate;
import dev.javelin.Parameter;
import dev.javelin.SparseGradient;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SparseAdamTest {
  private static final int STEPS = 60;

  /** 60 steps that each may round the parameter, of magnitude below 8, by 2^-22. */
  @Property(tries = 20)
  void updatesTheRowsThatHaveAGradient(
      @ForAll @IntRange(min = 1, max = 30) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll boolean maximize,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    var parameter = Parameter.sparse("weight", Tensor.zeros(rows, columns));
    int size = rows * columns;
    double[] expected = new double[size];
    double[] mean = new double[size];
    double[] square = new double[size];
    var group =
        new ParameterGroup<>(
            List.of(parameter),
            LearningRate.constant(0.01),
            SparseAdam.Settings.DEFAULT.withBetas(0.8, 0.99),
            maximize);
    var optimizer = new SparseAdam(List.of(group));
    for (int t = 1; t <= STEPS; t++) {
      optimizer.zeroGrad();
      parameter.beginGradient();
      SparseGradient gradient = parameter.sparseGradient();
      gradient.clear();
      for (int row = 0; row < rows; row++) {
        if (random.nextInt(3) > 0) {
          continue;
        }
        int place = gradient.place(row) * columns;
        for (int j = 0; j < columns; j++) {
          float g = 2 * random.nextFloat() - 1;
          gradient.values()[place + j] = g;
          int i = row * columns + j;
          double signed = maximize ? -g : g;
          mean[i] = 0.8 * mean[i] + 0.2 * signed;
          square[i] = 0.99 * square[i] + 0.01 * signed * signed;
          double stepSize = 0.01 * Math.sqrt(1 - Math.pow(0.99, t)) / (1 - Math.pow(0.8, t));
          expected[i] -= stepSize * mean[i] / (Math.sqrt(square[i]) + 1e-8);
        }
      }
      optimizer.step();
    }
    for (int i = 0; i < size; i++) {
      assertThat((double) parameter.value().get(i))
          .as("element %d", i)
          .isCloseTo(expected[i], within(STEPS * 0x1p-22));
    }
  }

  /** Where every row has a gradient, only the place of epsilon differs: 1e-8 of roots near 0.5. */
  @Test
  void isAdamWhereEveryRowHasAGradient() {
    var sparse = Parameter.sparse("weight", Tensor.zeros(7, 5));
    var dense = new Parameter("weight", Tensor.zeros(7, 5));
    var sparseAdam = new SparseAdam(List.of(sparse), 0.01);
    var adam = new Adam(List.of(dense), 0.01);
    var random = new RandomStream(1, 0);
    for (int t = 0; t < STEPS; t++) {
      sparse.beginGradient();
      dense.beginGradient();
      for (int i = 0; i < 35; i++) {
        float g = random.nextFloat() + 0.1f;
        dense.gradientBuffer().set(i, g);
        int place = sparse.sparseGradient().place(i / 5);
        sparse.sparseGradient().values()[place * 5 + i % 5] = g;
      }
      sparseAdam.step();
      adam.step();
    }
    assertThat(sparse.gradient().toArray()).isEqualTo(dense.gradient().toArray());
    for (int i = 0; i < 35; i++) {
      assertThat(sparse.value().get(i)).isCloseTo(dense.value().get(i), within(1e-5f));
    }
  }

  @Test
  void theNumberOfThreadsDoesNotShow() {
    assertThat(steppedOn(3)).isEqualTo(steppedOn(1));
  }

  private static float[] steppedOn(int threads) {
    var parameter = Parameter.sparse("weight", Tensor.zeros(2000, 37));
    try (Engine engine = Engine.create(threads)) {
      var optimizer = new SparseAdam(List.of(parameter), 0.1).to(engine);
      parameter.beginGradient();
      for (int row = 0; row < 2000; row += 3) {
        int place = parameter.sparseGradient().place(row) * 37;
        for (int j = 0; j < 37; j++) {
          parameter.sparseGradient().values()[place + j] = (row + j) % 11 - 5;
        }
      }
      optimizer.step();
      optimizer.step();
    }
    return parameter.value().toArray();
  }

  @Test
  void sparseAndDenseKeepToTheirOptimizers() {
    var dense = new Parameter("weight", Tensor.zeros(3, 2));
    assertThatThrownBy(() -> new SparseAdam(List.of(dense), 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "SparseAdam takes sparse gradients, but that of weight[3, 2] is dense: use Adam");
    var sparse = Parameter.sparse("weight", Tensor.zeros(3, 2));
    assertThatThrownBy(() -> new Adagrad(List.of(sparse), 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Adagrad takes dense gradients, but that of weight[3, 2] is sparse: use SparseAdam");
    assertThatThrownBy(() -> Parameter.sparse("weight", Tensor.zeros(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sparse parameter is a matrix [rows, columns], not weight[3]");
    assertThatThrownBy(() -> Parameter.sparse("weight", Tensor.zeros(3, 2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weight[3, 2, 2]");
    assertThatThrownBy(sparse::gradientBuffer).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(dense::sparseGradient).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> SparseAdam.Settings.DEFAULT.withEpsilon(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
