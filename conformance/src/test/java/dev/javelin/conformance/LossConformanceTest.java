package dev.javelin.conformance;

import dev.javelin.conformance.LossRow.Input;
import dev.javelin.conformance.LossRow.Kind;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.loss.Reduction;
import dev.javelin.random.RandomStream;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

class LossConformanceTest {
  /** Classes in tables of weights. */
  static final int CLASSES = 7;

  @Property(tries = 25, seed = "777")
  void ofAnyShape(
      @ForAll @IntRange(min = 1, max = 10) int batch,
      @ForAll @IntRange(min = 1, max = 60) int classes,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    for (LossRow row : LossTable.ROWS) {
      int columns = row.weighted() ? CLASSES : classes;
      for (Reduction reduction : Reduction.values()) {
        compare(row, row.examples().draw(random, batch, columns), reduction);
      }
    }
  }

  private static void compare(LossRow row, List<Input> inputs, Reduction reduction) {
    try (PointerScope _ = new PointerScope()) {
      List<Tensor> tensors = inputs.stream().map(LossConformanceTest::ofLibtorch).toList();
      Tensor expected = row.reference().run(tensors, code(reduction));
      expected.sum().backward();
      var javelin = row.javelin().run(inputs.stream().map(Input::tensor).toList(), reduction);

      int size = inputs.getFirst().tensor().size();
      String suffix = ", " + reduction.name().toLowerCase(Locale.ROOT);
      double terms = reduction == Reduction.SUM ? size : 1;
      double[] values = Torch.numbers(expected);
      check(row, "value" + suffix, row.value(), javelin.values(), values, terms);
      double share = reduction == Reduction.MEAN ? 1.0 / size : 1;
      for (int i = 0; i < inputs.size(); i++) {
        if (inputs.get(i).kind() == Kind.VARIABLE) {
          double[] gradient = Torch.numbers(tensors.get(i).grad());
          String quantity = "gradient " + i + suffix;
          check(row, quantity, row.gradient(), Torch.numbers(javelin.gradient(i)), gradient, share);
        }
      }
    }
  }

  private static Tensor ofLibtorch(Input input) {
    return switch (input.kind()) {
      case VARIABLE -> Torch.variable(input.tensor());
      case CONSTANT -> Torch.of(input.tensor());
      case INDICES -> Torch.indices(input.tensor());
    };
  }

  private static long code(Reduction reduction) {
    return switch (reduction) {
      case NONE -> 0;
      case MEAN -> 1;
      case SUM -> 2;
    };
  }

  private static void check(
      LossRow row, String quantity, Bound bound, double[] javelin, double[] torch, double size) {
    var subject = new Subject(Section.LOSSES, row.name(), quantity, row.against(), "");
    Differences.check(subject, bound, javelin, torch, size);
  }
}
