package dev.javelin.examples.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.Engine;
import dev.javelin.kernels.Kernels;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class KernelWarmUpTest {
  @Test
  void runsTheKernelsOfADenseNetwork() {
    Set<String> asked = ConcurrentHashMap.newKeySet();
    try (Engine engine = Engine.create(1)) {
      Kernels kernels =
          (Kernels)
              Proxy.newProxyInstance(
                  Kernels.class.getClassLoader(),
                  new Class<?>[] {Kernels.class},
                  (proxy, method, arguments) -> {
                    asked.add(method.getName());
                    return method.invoke(engine.kernels(), arguments);
                  });
      new KernelWarmUp(kernels).run();
    }
    assertThat(asked).containsExactlyInAnyOrder("gemm", "unsignedBytesToFloats", "reductions");
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
}
