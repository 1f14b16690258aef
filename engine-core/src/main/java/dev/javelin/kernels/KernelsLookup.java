package dev.javelin.kernels;

import dev.javelin.kernels.scalar.ScalarKernels;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Chooses the kernels for this JVM, once: the vector provider if it is on the path and can run,
 * else the scalar reference, with one warning that says why. {@code
 * -Djavelin.kernels=scalar|vector} forces one.
 */
public final class KernelsLookup {
  private static final String PROPERTY = "javelin.kernels";
  private static final String SCALAR = "scalar";
  private static final String VECTOR = "vector";

  private static Kernels chosen;

  private KernelsLookup() {}

  /**
   * The kernels of this JVM; the same object at each call.
   *
   * @throws IllegalStateException if {@code -Djavelin.kernels} names some that are not to be had
   */
  public static synchronized Kernels kernels() {
    if (chosen == null) {
      chosen = choose(System.getProperty(PROPERTY, ""));
    }
    return chosen;
  }

  static Kernels choose(String wanted) {
    if (wanted.equals(SCALAR)) {
      return new ScalarKernels();
    }
    String obstacle =
        wanted.isEmpty() || wanted.equals(VECTOR)
            ? "no provider of vector kernels is on the path; add the module engine-simd"
            : "there are no such kernels; use scalar or vector";
    try {
      for (KernelsProvider provider : ServiceLoader.load(KernelsProvider.class)) {
        if (!wanted.isEmpty() && !provider.name().equals(wanted)) {
          continue;
        }
        obstacle = provider.obstacle();
        if (obstacle.isEmpty()) {
          return provider.create();
        }
      }
    } catch (ServiceConfigurationError e) {
      obstacle = "a provider of kernels cannot be loaded: " + e.getMessage();
    }
    if (!wanted.isEmpty()) {
      throw new IllegalStateException("-D" + PROPERTY + "=" + wanted + ": " + obstacle);
    }
    Logger logger = System.getLogger(KernelsLookup.class.getName());
    logger.log(Level.WARNING, "Javelin runs on its slow scalar kernels: {0}", obstacle);
    return new ScalarKernels();
  }
}
