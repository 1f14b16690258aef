package dev.javelin.conformance;

import dev.javelin.Buffer;
import dev.javelin.Engine;
import dev.javelin.Parameter;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

class LayerConformanceTest {
  @Property(tries = 100, seed = "777")
  void outputsGradientsAndBuffers(
      @ForAll @IntRange(min = 1, max = 40) int batch,
      @ForAll @IntRange(min = 1, max = 200) int features,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    for (LayerRow row : LayerTable.ROWS) {
      LayerRow.Example example = row.examples().draw(random, batch, features);
      var dy = Draw.normal(random, 1, example.layer().outputShape(example.input().shape()));
      compare(row, example, dy);
    }
  }

  private static void compare(
      LayerRow row, LayerRow.Example example, dev.javelin.tensor.Tensor dy) {
    Layer layer = example.layer();
    var binding = new Binding(Engine.create(1), example.mode(), example.inputGradient());
    try (PointerScope _ = new PointerScope()) {
      Tensor input = Torch.variable(example.input());
      List<Tensor> state = state(layer);
      List<Parameter> parameters = layer.parameters();
      Tensor output = example.torch().apply(input, state);
      Step step = layer.bind(example.input().shape(), binding);
      check(row, "output", step.forward(example.input()), output);
      if (binding.training()) {
        Torch.backward(output, Torch.of(dy));
        var gradient = step.backward(dy);
        if (example.inputGradient()) {
          check(row, "gradient of the input", gradient, input.grad());
        }
        for (int i = 0; i < parameters.size(); i++) {
          Parameter parameter = parameters.get(i);
          String quantity = "gradient of " + parameter.name();
          check(row, quantity, parameter.gradient(), state.get(i).grad());
        }
      }
      List<Buffer> buffers = layer.buffers();
      for (int i = 0; i < buffers.size(); i++) {
        Buffer buffer = buffers.get(i);
        check(row, buffer.name(), buffer.value(), state.get(parameters.size() + i));
      }
    }
  }

  /** Copies of parameters and buffers. */
  private static List<Tensor> state(Layer layer) {
    var state = new ArrayList<Tensor>();
    layer.parameters().forEach(parameter -> state.add(Torch.variable(parameter.value())));
    layer.buffers().forEach(buffer -> state.add(Torch.of(buffer.value())));
    return state;
  }

  private static void check(
      LayerRow row, String quantity, dev.javelin.tensor.Tensor javelin, Tensor torch) {
    var subject = new Subject(Section.LAYERS, row.name(), quantity, row.against(), "");
    Differences.check(subject, row.bound(), Torch.numbers(javelin), Torch.numbers(torch));
  }
}
