package dev.javelin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.tensor.Tensor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ParameterTest {
  @Test
  void noMemoryForAGradientThatNobodyAskedFor() {
    var parameter = new Parameter("weight", Tensor.zeros(2, 3));
    parameter.changed();
    parameter.zeroGrad();
    assertThat(parameter.hasGradient()).isFalse();
    assertThat(parameter.hasGradientBuffer()).isFalse();

    assertThat(parameter.gradient().toArray()).hasSize(6).containsOnly(0);
    assertThat(parameter.hasGradientBuffer()).isTrue();
    assertThat(parameter.gradient()).isSameAs(parameter.gradientBuffer());
    assertThat(parameter.hasGradient()).isFalse();
  }

  @Test
  void aSparseGradientTakesNoDenseMemory() {
    Parameter parameter = Parameter.sparse("weight", Tensor.zeros(3, 2));
    parameter.beginGradient();
    SparseGradient rows = parameter.sparseGradient();
    rows.values()[rows.place(1) * 2] = 5;
    assertThat(parameter.hasGradientBuffer()).isFalse();
    assertThat(parameter.gradient().toArray()).containsExactly(0, 0, 5, 0, 0, 0);
  }

  /** Plans that share a parameter may be bound on several threads: all write to one buffer. */
  @Test
  void allThreadsAreGivenOneBuffer() throws Exception {
    int threads = 4;
    var barrier = new CyclicBarrier(threads);
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int round = 0; round < 2000; round++) {
        var parameter = new Parameter("weight", Tensor.zeros(10));
        Callable<Tensor> ask =
            () -> {
              barrier.await();
              return parameter.gradientBuffer();
            };
        Set<Tensor> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Future<Tensor> asked : executor.invokeAll(Collections.nCopies(threads, ask))) {
          buffers.add(asked.get());
        }
        assertThat(buffers).hasSize(1);
      }
    }
  }
}
