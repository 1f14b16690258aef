package dev.javelin.kernels;

/**
 * A convolution by kernels of 3 x 3 with a stride of 1, between images of {@code height x width}
 * and {@code outputHeight x outputWidth} positions, channels last. Its results are cut into tiles
 * of 4 x 4, each of which needs 6 x 6 inputs.
 *
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
 *     3, 3]}, of which this is the gradient by the input: they are then turned by half a turn.
 *     Otherwise they are {@code [out, in, 3, 3]}
 */
public record WinogradShape(
    int in,
    int out,
    int height,
    int width,
    int outputHeight,
    int outputWidth,
    int top,
    int left,
    boolean mirrored) {

  /** Rows and columns of a tile of results. */
  private static final int TILE = 4;

  /** Rows and columns of what a tile needs, and of what it is transformed to. */
  private static final int PATCH = 6;

  /** The results of a tile. */
  public static final int RESULTS = TILE * TILE;

  /** The numbers that a tile is transformed to. */
  public static final int POINTS = PATCH * PATCH;

  /** The weights of a channel. */
  public static final int TAPS = 9;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if there is nothing to compute or a padding is negative
   */
  public WinogradShape {
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
   * @throws IllegalArgumentException if the padding is above 2, so that some results meet no input
   */
  public WinogradShape mirror() {
    return new WinogradShape(
        out, in, outputHeight, outputWidth, height, width, 2 - top, 2 - left, !mirrored);
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
        ? (input * out + output) * TAPS + TAPS - 1 - tap
        : (output * in + input) * TAPS + tap;
  }

  /** How many tiles cover the results. */
  public int tiles() {
    return tilesDown() * tilesAcross();
  }

  private int tilesDown() {
    return Math.ceilDiv(outputHeight, TILE);
  }

  private int tilesAcross() {
    return Math.ceilDiv(outputWidth, TILE);
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
    return places(TILE, outputHeight, outputWidth, 0, 0);
  }

  private int[] places(int side, int height, int width, int firstRow, int firstColumn) {
    int[] places = new int[tiles() * side * side];
    int next = 0;
    for (int tile = 0; tile < tiles(); tile++) {
      int top = firstRow + tile / tilesAcross() * TILE;
      int left = firstColumn + tile % tilesAcross() * TILE;
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
