package dev.javelin.benchmarks;

/** Lengths of float arrays for what is bound by memory, as JMH parameters. */
public final class Sizes {
  /** 32 KB: three such arrays are in any level-2 cache. */
  public static final String IN_CACHE = "8192";

  /** 64 MB: beyond any cache but a server's largest. */
  public static final String OUT_OF_CACHE = "16777216";

  /** The parameters of {@code mnist_nn}. */
  public static final String MNIST_NN = "269322";

  /** 40 MB an array. */
  public static final String TEN_MILLION = "10000000";

  private Sizes() {}
}
