package dev.javelin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.conformance.LossRow.Input;
import dev.javelin.conformance.LossRow.Kind;
import dev.javelin.conformance.LossSpecialValues.Point;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.loss.Reduction;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

/**
 * Losses of predictions that have {@link SpecialValues}: a whole row of one, and one at each place
 * of the rows after it. The signs of zeros are not compared.
 */
class LossSpecialValuesConformanceTest {
  private static final int CLASSES = LossConformanceTest.CLASSES;

  /** Three for each place, so that it is now a label and now not. */
  private static final int BATCH = 1 + 3 * CLASSES;

  private static final Bound ROUNDED =
      Bound.ofEach(64, 1, "errors of exponential functions and of sums of up to 7 terms");

  private final Set<Point> differences = new LinkedHashSet<>();

  @Test
  void onlyTheDocumentedPointsDiffer() {
    for (LossRow row : LossTable.ROWS) {
      // Rows of the same loss with larger logits would show nothing more.
      if (!row.name().contains(", logits ")) {
        compare(row, row.examples().draw(new RandomStream(777, 0), BATCH, CLASSES));
      }
    }
    assertThat(differences)
        .containsExactlyInAnyOrderElementsOf(LossSpecialValues.DIFFERENCES.keySet());
  }

  private void compare(LossRow row, List<Input> examples) {
    for (int i = 0; i < examples.size(); i++) {
      if (examples.get(i).kind() == Kind.VARIABLE) {
        for (float special : SpecialValues.INPUTS) {
          List<Input> inputs = new ArrayList<>(examples);
          inputs.set(i, with(special, examples.get(i)));
          compare(row, i, special, inputs);
        }
      }
    }
  }

  private static Input with(float special, Input input) {
    Tensor tensor = input.tensor().copy();
    Arrays.fill(tensor.array(), 0, CLASSES, special);
    for (int row = 1; row < BATCH; row++) {
      tensor.set(row * CLASSES + (row - 1) % CLASSES, special);
    }
    return new Input(tensor, input.kind());
  }

  private void compare(LossRow row, int input, float special, List<Input> inputs) {
    Map<String, double[]> javelin = ofJavelin(row, inputs);
    Map<String, double[]> torch = ofLibtorch(row, inputs);
    String what = row.name() + (inputs.size() == 2 ? "" : ", input " + input);
    if (javelin.isEmpty() || torch.isEmpty()) {
      var point = new Point(row.name(), input, special, "refusal");
      if (javelin.isEmpty() && torch.isEmpty()) {
        var subject = new Subject(Section.SPECIAL_LOSSES, what, "refusal", row.against(), "");
        Differences.check(subject, Bound.equal(), new double[0], new double[0]);
      } else {
        differ(row, what, point, javelin.isEmpty() ? "Javelin refuses it" : "libtorch refuses it");
      }
      return;
    }
    torch.forEach(
        (quantity, expected) -> {
          double[] numbers = javelin.get(quantity);
          int place = firstDifferent(numbers, expected);
          if (place < 0) {
            var subject = new Subject(Section.SPECIAL_LOSSES, what, quantity, row.against(), "");
            Differences.check(subject, ROUNDED, numbers, expected);
          } else {
            String values = "Javelin %s, libtorch %s".formatted(numbers[place], expected[place]);
            differ(row, what, new Point(row.name(), input, special, quantity), values);
          }
        });
  }

  /** The first place where the two differ by more than the bound, or -1. */
  private static int firstDifferent(double[] javelin, double[] torch) {
    for (int i = 0; i < torch.length; i++) {
      double[] one = {javelin[i]};
      double[] other = {torch[i]};
      if (!(ROUNDED.difference(one, other, 1) <= ROUNDED.ulps())) {
        return i;
      }
    }
    return -1;
  }

  private void differ(LossRow row, String what, Point point, String values) {
    differences.add(point);
    Differences.document(
        new Subject(
            Section.SPECIAL_LOSSES,
            what,
            point.quantity() + " at " + point.special(),
            row.against(),
            values),
        LossSpecialValues.DIFFERENCES.getOrDefault(point, "not documented"));
  }

  /** The losses and the gradients of the variables by name; none if the input is refused. */
  private static Map<String, double[]> ofJavelin(LossRow row, List<Input> inputs) {
    try {
      var tensors = inputs.stream().map(Input::tensor).toList();
      var result = row.javelin().run(tensors, Reduction.NONE);
      return quantities(inputs, result.values(), i -> Torch.numbers(result.gradient(i)));
    } catch (IllegalArgumentException _) {
      return Map.of();
    }
  }

  private static Map<String, double[]> ofLibtorch(LossRow row, List<Input> inputs) {
    try (PointerScope _ = new PointerScope()) {
      var tensors = inputs.stream().map(LossConformanceTest::ofLibtorch).toList();
      var losses = row.reference().run(tensors, LossConformanceTest.code(Reduction.NONE));
      losses.sum().backward();
      return quantities(inputs, Torch.numbers(losses), i -> Torch.numbers(tensors.get(i).grad()));
    } catch (RuntimeException _) {
      return Map.of();
    }
  }

  private static Map<String, double[]> quantities(
      List<Input> inputs, double[] value, IntFunction<double[]> gradient) {
    Map<String, double[]> quantities = new LinkedHashMap<>();
    quantities.put("value", value);
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).kind() == Kind.VARIABLE) {
        quantities.put("gradient " + i, gradient.apply(i));
      }
    }
    return quantities;
  }
}
