package dev.javelin.conformance;

import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.random.RandomStream;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

class LayerConformanceTest {
  @Property(tries = 100, seed = "777")
  void outputsAndGradients(
      @ForAll @IntRange(min = 1, max = 40) int batch,
      @ForAll @IntRange(min = 1, max = 200) int features,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    for (LayerRow row : LayerRow.TABLE) {
      LayerRow.Example example = row.examples().draw(random, batch, features);
      var x = Draw.normal(random, 1, example.input());
      var dy = Draw.normal(random, 1, example.layer().outputShape(example.input()));
      compare(row, example, x, dy);
    }
  }

  private static void compare(
      LayerRow row,
      LayerRow.Example example,
      dev.javelin.tensor.Tensor x,
      dev.javelin.tensor.Tensor dy) {
    try (PointerScope _ = new PointerScope()) {
      List<Parameter> parameters = example.layer().parameters();
      List<Tensor> variables = parameters.stream().map(p -> Torch.variable(p.value())).toList();
      Tensor input = Torch.variable(x);
      Tensor output = example.torch().apply(input, variables);
      Torch.backward(output, Torch.of(dy));
      var binding = new Binding(Engine.create(1), Mode.TRAIN, true);
      Step step = example.layer().bind(x.shape(), binding);
      check(row, "output", step.forward(x), output);
      check(row, "gradient of the input", step.backward(dy), input.grad());
      for (int i = 0; i < parameters.size(); i++) {
        Parameter parameter = parameters.get(i);
        String quantity = "gradient of " + parameter.name();
        check(row, quantity, parameter.gradient(), variables.get(i).grad());
      }
    }
  }

  private static void check(
      LayerRow row, String quantity, dev.javelin.tensor.Tensor javelin, Tensor torch) {
    var subject = new Subject(Section.LAYERS, row.name(), quantity, row.against(), "");
    Differences.check(subject, row.bound(), Torch.numbers(javelin), Torch.numbers(torch));
  }
}
