package dev.javelin.conformance;

import dev.javelin.Engine;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Layers that draw in training: the formula, given Javelin's draw, and the draw's distribution. */
class NoiseConformanceTest {
  static final Iterable<NoiseRow> ROWS = NoiseRow.TABLE;

  @Property(tries = 60, seed = "777")
  void outputsAndGradients(
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 130) int columns,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Shape shape = Shape.of(rows, columns);
    for (NoiseRow row : NoiseRow.TABLE) {
      compare(row, seed, Draw.normal(random, 1, shape), Draw.normal(random, 1, shape));
    }
  }

  private static void compare(NoiseRow row, long seed, Tensor x, Tensor dy) {
    Tensor noise = Tensor.zeros(x.shape());
    double[] draw = draw(row, seed, x.shape());
    for (int i = 0; i < draw.length; i++) {
      noise.set(i, (float) draw[i]);
    }
    try (PointerScope _ = new PointerScope()) {
      Torch.Result expected = Torch.run(t -> row.formula().apply(t, Torch.of(noise)), x, dy);
      Step step = bind(row, seed, x.shape());
      check(row, "output", step.forward(x), expected.output());
      check(row, "gradient of the input", step.backward(dy), expected.gradient());
    }
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void distributions(NoiseRow row) {
    Shape shape = Shape.of(Distributions.DRAWS);
    try (PointerScope _ = new PointerScope()) {
      torch.manual_seed(777);
      double[] probed =
          Torch.numbers(row.libtorch().apply(Torch.of(Tensor.full(shape, (float) row.probe()))));
      double[] libtorch = Arrays.stream(probed).map(row.noise()).toArray();
      Distributions.check(
          Section.LAYERS, row.name(), row.against(), draw(row, 777, shape), libtorch);
    }
  }

  /** The noise of a layer's first forward. */
  private static double[] draw(NoiseRow row, long seed, Shape shape) {
    Tensor probed = bind(row, seed, shape).forward(Tensor.full(shape, (float) row.probe()));
    return Arrays.stream(Torch.numbers(probed)).map(row.noise()).toArray();
  }

  private static Step bind(NoiseRow row, long seed, Shape shape) {
    var binding = new Binding(Engine.create(1), Mode.TRAIN, true);
    return row.layer().apply(new Seed(seed)).bind(shape, binding);
  }

  private static void check(
      NoiseRow row, String quantity, Tensor javelin, org.bytedeco.pytorch.Tensor expected) {
    String against = row.against() + "'s formula with Javelin's draw";
    String note = "draws follow from seed and place, not from libtorch's generator";
    var subject = new Subject(Section.LAYERS, row.name(), quantity, against, note);
    Differences.check(subject, row.bound(), Torch.numbers(javelin), Torch.numbers(expected));
  }
}
