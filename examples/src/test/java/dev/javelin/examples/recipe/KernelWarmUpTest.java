package dev.javelin.examples.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.javelin.Engine;
import dev.javelin.data.DatasetException;
import dev.javelin.kernels.Kernels;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KernelWarmUpTest {
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final CountDownLatch called = new CountDownLatch(1);

  /** Real ones, with the calls counted by name. */
  private Kernels counted(Kernels kernels) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, method, arguments) -> {
              calls.merge(method.getName(), 1, Integer::sum);
              called.countDown();
              return method.invoke(kernels, arguments);
            });
  }

  @Test
  void runsTheKernelsOfADenseNetwork() {
    try (Engine engine = Engine.create(1)) {
      new KernelWarmUp(counted(engine.kernels())).run();
    }
    assertThat(calls)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("gemm", 4, "unsignedBytesToFloats", 10, "reductions", 10));
  }

  @Test
  void itsThreadKeepsNoJvmAliveAndEnds() throws InterruptedException {
    try (Engine engine = Engine.create(1)) {
      Thread thread = KernelWarmUp.begin(engine.kernels());
      assertThat(thread.isDaemon()).isTrue();
      thread.join(60_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @Test
  void beginsWhereADataSetIsRead() throws InterruptedException {
    try (Engine real = Engine.create(1);
        Engine engine = Engine.on(counted(real.kernels()), 1)) {
      var context = new RecipeContext(engine, "no-such-data", 1, 1, 1, line -> {});
      assertThatThrownBy(context::mnist).isInstanceOf(DatasetException.class);
      assertThat(called.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }
}
