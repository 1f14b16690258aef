package dev.javelin.kernels;

/** How an implementation of {@link Kernels} is found, by {@link java.util.ServiceLoader}. */
public interface KernelsProvider {
  /** The name that {@code -Djavelin.kernels} chooses it by. */
  String name();

  /**
   * Why it cannot or should not run in this JVM, with the flag to add where one helps, or an empty
   * text if it can.
   */
  String obstacle();

  /** Makes the kernels; only called when there is no obstacle. */
  Kernels create();
}
