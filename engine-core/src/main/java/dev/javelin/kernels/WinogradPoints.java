package dev.javelin.kernels;

/**
 * The points at which {@link Winograd} evaluates polynomials: 0, {@code A}, {@code -A}, {@code B},
 * {@code -B} and infinity, and what its transforms make of them.
 *
 * <p>With 3/4 and 3/2 all factors but the last three are numbers of float32, and errors are half of
 * those with the usual 1 and 2: of 32 channels 2.1 instead of 4.4 times those of the definition's
 * sum, root mean square. That much hangs on the points (Barabasz and others, "Error Analysis and
 * Improving the Accuracy of Winograd Convolution for Deep Neural Networks", 2020).
 */
public final class WinogradPoints {
  /** A point. */
  public static final float A = 0.75f;

  /** Another. */
  public static final float B = 1.5f;

  /** Their powers. */
  public static final float A2 = A * A;

  public static final float B2 = B * B;
  public static final float A3 = A2 * A;
  public static final float B3 = B2 * B;
  public static final float A4 = A2 * A2;
  public static final float B4 = B2 * B2;

  /** {@code A^2 + B^2}. */
  public static final float SUM = A2 + B2;

  /** {@code A^2 B^2}. */
  public static final float PRODUCT = A2 * B2;

  /** Of a point's weights: 1 over the product of its distances from the other points. */
  public static final float OF_0 = 1 / PRODUCT;

  public static final float OF_A = 1 / (2 * A2 * (A2 - B2));
  public static final float OF_B = 1 / (2 * B2 * (B2 - A2));

  private WinogradPoints() {}
}
