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

/** Once compiled, forward and backward allocate nothing. */
class StepAllocationTest {
  private static final Shape SHAPE = Shape.of(8, 6, 10);
  private static final Shape IMAGES = Shape.of(3, 4, 9, 7);

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
      assertSettles(layer, SHAPE);
    }
  }

  @Test
  void layersOfImages() {
    PoolOptions three = PoolOptions.kernel(3).padding(1);
    List<Layer> layers =
        List.of(
            new BatchNorm2d(4),
            new Dropout2d(new Seed(1)),
            new MaxPool2d(2),
            new MaxPool2d(three),
            new AvgPool2d(three),
            new AdaptiveAvgPool2d(2),
            new AdaptiveAvgPool2d(1));
    for (Layer layer : layers) {
      assertSettles(layer, IMAGES);
    }
  }

  private static void assertSettles(Layer layer, Shape shape) {
    Step step = layer.bind(shape, new Binding(Engine.create(1), Mode.TRAIN, true));
    var random = new RandomStream(1, 0);
    Tensor x = GradientAssert.random(shape, random);
    Tensor dy = GradientAssert.random(layer.outputShape(shape), random);
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
