package dev.javelin.benchmarks.tool;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A benchmark class, and what a quick run leaves of its parameters. */
enum Group {
  PEAK,
  COPY,
  GEMM("shape", "256x256x256-NN,1024x1024x1024-NN,100x256x784-NT,256x784x100-TN,100x256x256-NN"),
  CONV(
      "convolution",
      "100x1x28x28-32-k3s1p1g1,100x32x14x14-64-k3s1p1g1,16x64x14x14-64-k3s1p1g1,"
          + "16x32x28x28-64-k3s2p1g1,16x128x14x14-128-k3s1p1g128"),
  ACTIVATION,
  SOFTMAX("logits", "100x10"),
  OPTIMIZER,
  STEP("network", "MNIST_NN"),
  EPOCH,
  PREDICT("batch", "1"),
  LOAD,
  STARTUP;

  /** What others are reported as shares of; part of every run. */
  static final List<Group> BOUNDS = List.of(PEAK, COPY);

  @SuppressWarnings("ImmutableEnumChecker") // it cannot be changed
  private final Map<String, List<String>> quickParameters;

  Group() {
    quickParameters = Map.of();
  }

  Group(String parameter, String values) {
    quickParameters = Map.of(parameter, List.of(values.split(",")));
  }

  /** The values of parameters in a quick run. */
  Map<String, List<String>> quickParameters() {
    return quickParameters;
  }

  /** The name of its class in each contender's package. */
  String className() {
    return name().charAt(0) + label().substring(1) + "Benchmark";
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The group of a benchmark class. */
  static Group of(String className) {
    String label = className.substring(0, className.length() - "Benchmark".length());
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
