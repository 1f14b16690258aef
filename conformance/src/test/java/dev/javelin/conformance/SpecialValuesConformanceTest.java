package dev.javelin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.Engine;
import dev.javelin.conformance.ActivationRow.Pair;
import dev.javelin.conformance.SpecialValues.Point;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

/** Activations with their default settings, and with others, at {@link SpecialValues}. */
class SpecialValuesConformanceTest {
  /** libtorch treats the last elements, which fill no vector, with other code. */
  private static final int COPIES = 67;

  private final Map<Point, String> documented = SpecialValues.differences(Torch.hasAvx512Code());
  private final Set<Point> differences = new LinkedHashSet<>();

  @Test
  void onlyTheDocumentedPointsDiffer() {
    for (ActivationRow row : ActivationRow.TABLE) {
      for (float input : SpecialValues.INPUTS) {
        compare(row, row.name(), row.usual(), input);
        if (!row.other().equals(row.usual())) {
          compare(row, row.other().javelin().toString(), row.other(), input);
        }
      }
    }
    assertThat(differences).containsExactlyInAnyOrderElementsOf(documented.keySet());
  }

  private void compare(ActivationRow row, String name, Pair pair, float input) {
    Tensor x = Tensor.full(Shape.of(COPIES), input);
    Tensor ones = Tensor.full(Shape.of(COPIES), 1);
    try (PointerScope _ = new PointerScope()) {
      var binding = new Binding(Engine.create(1), Mode.TRAIN, true);
      Step step = pair.javelin().bind(x.shape(), binding);
      Torch.Result expected = Torch.run(pair.torch(), x, ones);
      var output = new Point(name, "output", input);
      compare(row.against(), output, row.output(), step.forward(x), expected.output());
      var gradient = new Point(name, "gradient", input);
      Tensor dx = step.backward(ones.copy());
      compare(row.against(), gradient, row.gradient(), dx, expected.gradient());
    }
  }

  private void compare(
      String against,
      Point point,
      Bound bound,
      Tensor javelin,
      org.bytedeco.pytorch.Tensor libtorch) {
    double[] torch = Torch.numbers(libtorch);
    double[] numbers = Torch.numbers(javelin);
    double difference = bound.difference(numbers, torch, 1);
    if (difference <= bound.ulps() && sameZeros(numbers, torch)) {
      var subject =
          new Subject(Section.SPECIAL_VALUES, point.activation(), point.quantity(), against, "");
      Differences.check(subject, bound, numbers, torch);
      return;
    }
    differences.add(point);
    double first = torch[0];
    double last = torch[COPIES - 1];
    String or =
        Double.compare(first, last) == 0 ? "" : ", or %s in the last elements".formatted(last);
    String values = "Javelin %s, libtorch %s%s".formatted(numbers[0], first, or);
    Differences.document(
        new Subject(
            Section.SPECIAL_VALUES,
            point.activation(),
            point.quantity() + " at " + point.input(),
            against,
            values),
        documented.getOrDefault(point, "not documented"));
  }

  private static boolean sameZeros(double[] javelin, double[] torch) {
    for (int i = 0; i < torch.length; i++) {
      if (torch[i] == 0 && javelin[i] == 0 && 1 / torch[i] != 1 / javelin[i]) {
        return false;
      }
    }
    return true;
  }
}
