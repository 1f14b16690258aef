package dev.javelin.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.javelin.Engine;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Once compiled, forward and backward of an activation allocate nothing. */
class StepAllocationTest {
  private static final Shape SHAPE = Shape.of(8, 6, 10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
    var bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long end = System.nanoTime() + PATIENCE.toNanos();
    long allocated = Long.MAX_VALUE;
    while (allocated > 0 && System.nanoTime() < end) {
      long before = bean.getCurrentThreadAllocatedBytes();
      for (int run = 0; run < 300; run++) {
        step.forward(x);
        step.backward(dy);
      }
      allocated = bean.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).as("bytes that 300 steps of %s allocate", layer).isZero();
  }
}
