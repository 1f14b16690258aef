package dev.javelin.convolution;

import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.WinogradGradient;
import dev.javelin.kernels.WinogradShape;
import dev.javelin.plan.Window;

/**
 * A convolution by tiles with fewer multiplications, where it has kernels of 3 x 3 or 5 x 5 that
 * move by one.
 */
final class WinogradDirection extends Direction {
  /** The least channels on each side: with fewer the transforms take more than they save. */
  private static final int LEAST_CHANNELS = 16;

  private final WinogradShape toNarrow;
  private final boolean transposed;

  /** From the wide side to the narrow one, or back. */
  private WinogradDirection(WinogradShape toNarrow, boolean transposed) {
    super(
        transposed ? toNarrow.results() : toNarrow.inputs(),
        transposed ? toNarrow.inputs() : toNarrow.results(),
        Layout.CHANNELS_LAST);
    this.toNarrow = toNarrow;
    this.transposed = transposed;
  }

  /** Whether tiles are fewer multiplications, enough so to pay. */
  static boolean pays(int groups, int wide, int narrow, GridAxis y, GridAxis x) {
    boolean channels = groups == 1 && Math.min(wide, narrow) >= LEAST_CHANNELS;
    int kernel = y.window().kernel();
    boolean square = kernel == x.window().kernel() && (kernel == 3 || kernel == 5);
    if (!channels || !square || !fits(y.window()) || !fits(x.window())) {
      return false;
    }
    long tiled =
        (long) WinogradShape.points(kernel, y.outputs())
            * WinogradShape.points(kernel, x.outputs());
    long direct = (long) kernel * y.outputs() * kernel * x.outputs();
    return 3 * tiled <= 2 * direct;
  }

  private static boolean fits(Window window) {
    return window.stride() == 1 && window.dilation() == 1 && window.before() < window.kernel();
  }

  /**
   * Lays out.
   *
   * @param transposed whether from the narrow side to the wide one, as a transposed convolution
   *     does
   */
  static Direction of(int wide, int narrow, GridAxis y, GridAxis x, boolean transposed) {
    var shape =
        new WinogradShape(
            y.window().kernel(),
            wide,
            narrow,
            y.length(),
            x.length(),
            y.outputs(),
            x.outputs(),
            y.window().before(),
            x.window().before(),
            false);
    return new WinogradDirection(shape, transposed);
  }

  @Override
  ImageProduct forward(Kernels kernels) {
    return new WinogradProduct(kernels.winograd(toOutputs()));
  }

  @Override
  ImageProduct backward(Kernels kernels) {
    return new WinogradProduct(kernels.winograd(toOutputs().mirror()));
  }

  private WinogradShape toOutputs() {
    return transposed ? toNarrow.mirror() : toNarrow;
  }

  @Override
  WeightGradient weightGradient(Kernels kernels, int images) {
    WinogradGradient gradient = kernels.winogradGradient(toNarrow);
    return transposed
        ? (n, x, xo, dy, dyo, dw, dwo) -> gradient.run(n, x, xo, dy, dyo, dw, dwo)
        : (n, x, xo, dy, dyo, dw, dwo) -> gradient.run(n, dy, dyo, x, xo, dw, dwo);
  }

  @Override
  public long work() {
    return (long) toNarrow.out() * toNarrow.in() * toNarrow.taps() * toNarrow.results().plane();
  }
}
