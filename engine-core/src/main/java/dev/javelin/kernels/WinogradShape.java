package dev.javelin.kernels;

/**
 * A convolution by kernels of 3 x 3 or 5 x 5 with a stride of 1, between images of {@code height x
 * width} and {@code outputHeight x outputWidth} positions, channels last. Its results are cut into
 * tiles of 4 x 4, or of 2 x 2 for the larger kernels, each of which needs 6 x 6 inputs.
 *
 * @param kernel rows and columns of a kernel, 3 or 5
 * @param in channels of an image
 * @param out channels of the results
 * @param height of an image
 * @param width of an image
 * @param outputHeight of the results; below and behind an image there are as many zeros as they
 *     need
 * @param outputWidth of the results
 * @param top rows of zeros above an image
 * @param left columns of zeros before it
 * @param mirrored whether the weights are those of the convolution the other way, {@code [in, out,
 *     kernel, kernel]}, of which this is the gradient by the input: they are then turned by half a
 *     turn. Otherwise they are {@code [out, in, kernel, kernel]}
 */
public record WinogradShape(
    int kernel,
    int in,
    int out,
    int height,
    int width,
    int outputHeight,
    int outputWidth,
    int top,
    int left,
    boolean mirrored) {

  /** Rows and columns of what a tile needs, and of what it is transformed to. */
  private static final int PATCH = 6;

  /** The numbers that a tile is transformed to. */
  public static final int POINTS = PATCH * PATCH;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if there is nothing to compute, if a padding is negative or
   *     the kernel has another size
   */
  public WinogradShape {
    if (kernel != 3 && kernel != 5) {
      throw new IllegalArgumentException("expected a kernel of 3 or 5, got " + kernel);
    }
    boolean empty =
        in < 1 || out < 1 || height < 1 || width < 1 || outputHeight < 1 || outputWidth < 1;
    if (empty || top < 0 || left < 0) {
      throw new IllegalArgumentException(
          "no convolution: %d x %d x %d to %d x %d x %d, padding %d and %d"
              .formatted(in, height, width, out, outputHeight, outputWidth, top, left));
    }
  }

  /**
   * The shape of the gradient by the input, from results to inputs.
   *
   * @throws IllegalArgumentException if the padding is above that of a kernel's last tap, so that
   *     some results meet no input
   */
  public WinogradShape mirror() {
    int last = kernel - 1;
    return new WinogradShape(
        kernel,
        out,
        in,
        outputHeight,
        outputWidth,
        height,
        width,
        last - top,
        last - left,
        !mirrored);
  }

  /** The weights of a pair of channels. */
  public int taps() {
    return kernel * kernel;
  }

  /**
   * The multiplications along an axis, where the definition takes {@code kernel * outputs}: six for
   * each tile.
   */
  public static int points(int kernel, int outputs) {
    return PATCH * Math.ceilDiv(outputs, tileSide(kernel));
  }

  private static int tileSide(int kernel) {
    return PATCH + 1 - kernel;
  }

  private int tileSide() {
    return tileSide(kernel);
  }

  /** The results of a tile. */
  public int tileResults() {
    return tileSide() * tileSide();
  }

  /** What the convolution is of. */
  public ChannelsLast inputs() {
    return new ChannelsLast(in, height * width);
  }

  /** What it gives. */
  public ChannelsLast results() {
    return new ChannelsLast(out, outputHeight * outputWidth);
  }

  /** Where the weight of a pair of channels stands that the taps, row by row, meet so many'th. */
  public int weightIndex(int output, int input, int tap) {
    return mirrored
        ? (input * out + output) * taps() + taps() - 1 - tap
        : (output * in + input) * taps() + tap;
  }

  /** How many tiles cover the results. */
  public int tiles() {
    return tilesDown() * tilesAcross();
  }

  private int tilesDown() {
    return Math.ceilDiv(outputHeight, tileSide());
  }

  private int tilesAcross() {
    return Math.ceilDiv(outputWidth, tileSide());
  }

  /**
   * For each tile, the positions of the inputs it needs, row by row; for those outside the image
   * the one behind the last.
   */
  public int[] inputPlaces() {
    return places(PATCH, height, width, -top, -left);
  }

  /** For each tile, the positions of its results likewise. */
  public int[] outputPlaces() {
    return places(tileSide(), outputHeight, outputWidth, 0, 0);
  }

  private int[] places(int side, int height, int width, int firstRow, int firstColumn) {
    int[] places = new int[Math.multiplyExact(tiles(), side * side)];
    int next = 0;
    for (int tile = 0; tile < tiles(); tile++) {
      int top = firstRow + tile / tilesAcross() * tileSide();
      int left = firstColumn + tile % tilesAcross() * tileSide();
      for (int i = 0; i < side * side; i++) {
        int y = top + i / side;
        int x = left + i % side;
        boolean inside = 0 <= y && y < height && 0 <= x && x < width;
        places[next++] = inside ? y * width + x : height * width;
      }
    }
    return places;
  }
}
