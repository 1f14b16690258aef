package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.SteadyState;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Once compiled, forward and backward of an activation allocate nothing. */
class StepAllocationTest {
  private static final Shape SHAPE = Shape.of(8, 6, 10);

  @Test
  void activationsOfMoreThanTheElement() {
    List<Layer> layers =
        List.of(
            new PReLU(6),
            new RReLU(new Seed(1)),
            new GLU(),
            new Softmax(-1),
            new Softmin(1),
            new LogSoftmax(0));
    for (Layer layer : layers) {
      assertSettles(layer);
    }
  }

  private static void assertSettles(Layer layer) {
    Step step = layer.bind(SHAPE, new Binding(Engine.create(1), Mode.TRAIN, true));
    var random = new RandomStream(1, 0);
    Tensor x = GradientAssert.random(SHAPE, random);
    Tensor dy = GradientAssert.random(layer.outputShape(SHAPE), random);
    SteadyState.assertAllocatesNothing(
        "300 steps of " + layer,
        () -> {
          for (int run = 0; run < 300; run++) {
            step.forward(x);
            step.backward(dy);
          }
        });
  }
}
