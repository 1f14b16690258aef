package dev.javelin.nn.init;

/** The names that {@code torch.nn.init.calculate_gain} takes. */
public enum Nonlinearity {
  /** None; gain 1. */
  LINEAR(1),
  /** A convolution without activation; gain 1. */
  CONV1D(1),
  /** A convolution without activation; gain 1. */
  CONV2D(1),
  /** A convolution without activation; gain 1. */
  CONV3D(1),
  /** A transposed convolution without activation; gain 1. */
  CONV_TRANSPOSE1D(1),
  /** A transposed convolution without activation; gain 1. */
  CONV_TRANSPOSE2D(1),
  /** A transposed convolution without activation; gain 1. */
  CONV_TRANSPOSE3D(1),
  /** Gain 1. */
  SIGMOID(1),
  /** Gain 5 / 3. */
  TANH(5.0 / 3),
  /** Gain sqrt(2). */
  RELU(Math.sqrt(2)),
  /** Gain sqrt(2 / (1 + slope^2)), by default of slope 0.01. */
  LEAKY_RELU(leakyGain(0.01)),
  /** Gain 3 / 4. */
  SELU(0.75);

  private final double gain;

  Nonlinearity(double gain) {
    this.gain = gain;
  }

  /** The gain with the default slope. */
  double gain() {
    return gain;
  }

  /**
   * The gain.
   *
   * @param slope of {@link #LEAKY_RELU} for negative inputs; the others have none
   */
  double gain(double slope) {
    return this == LEAKY_RELU ? leakyGain(slope) : gain;
  }

  private static double leakyGain(double slope) {
    return Math.sqrt(2 / (1 + slope * slope));
  }
}
