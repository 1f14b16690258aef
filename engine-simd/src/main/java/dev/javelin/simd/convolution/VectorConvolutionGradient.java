package dev.javelin.simd.convolution;

import static dev.javelin.kernels.Reductions.VIRTUAL_LANES;
import static dev.javelin.simd.VectorSpec.LANES;

import dev.javelin.kernels.ConvolutionGradient;
import dev.javelin.kernels.ConvolutionShape;

/**
 * The weights' gradient by register tiles: some rows of dy by four terms, all places and images of
 * a tile before the next, so that partial sums are added up once a call.
 */
public final class VectorConvolutionGradient implements ConvolutionGradient {
  /** Terms of a tile. */
  private static final int TERMS = 4;

  /** Rows of a tile, where there are so many. */
  private static final int ROWS = LANES >= 16 ? 4 : 2;

  private final ConvolutionShape shape;
  private final int[] offsets;
  private final int[] targets;
  // The partial sums of a tile, and their sums.
  private final float[] lanes = new float[VIRTUAL_LANES * VIRTUAL_LANES];
  private final float[] sums = new float[VIRTUAL_LANES];

  /** Binds. */
  public VectorConvolutionGradient(ConvolutionShape shape) {
    this.shape = shape;
    offsets = shape.inputOffsets();
    targets = shape.weightOffsets();
  }

  @Override
  public void add(
      int images,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] x,
      int xOffset,
      int xStride,
      float[] dw,
      int dwOffset) {
    int rows;
    for (int r = 0; r < shape.rows(); r += rows) {
      rows = r + ROWS <= shape.rows() ? ROWS : 1;
      int dyo = dyOffset + r * shape.rowStride();
      int to = dwOffset + r * shape.weightStride();
      for (int k = 0; k < offsets.length; k += TERMS) {
        for (int lane = 0; lane < VIRTUAL_LANES; lane += LANES) {
          tile(rows, images, dy, dyo + lane, dyStride, x, xOffset + lane, xStride, k, lane);
        }
        LaneSums.run(lanes, sums);
        addTile(rows, k, dw, to);
      }
    }
  }

  private void tile(
      int rows,
      int images,
      float[] dy,
      int dyo,
      int dyImage,
      float[] x,
      int xo,
      int xImage,
      int k,
      int lane) {
    int length = shape.length();
    int dys = shape.rowStride();
    int last = offsets.length - 1;
    switch (rows) {
      case 4 ->
          GradientKernel.tile4x4(
              images, length, dy, dyo, dys, dyImage, x, xo, xImage, offsets, k, last, lanes, lane);
      case 2 ->
          GradientKernel.tile2x4(
              images, length, dy, dyo, dys, dyImage, x, xo, xImage, offsets, k, last, lanes, lane);
      default ->
          GradientKernel.tile1x4(
              images, length, dy, dyo, dyImage, x, xo, xImage, offsets, k, last, lanes, lane);
    }
  }

  private void addTile(int rows, int k, float[] dw, int to) {
    int terms = Math.min(TERMS, offsets.length - k);
    for (int r = 0; r < rows; r++) {
      for (int t = 0; t < terms; t++) {
        dw[to + r * shape.weightStride() + targets[k + t]] += sums[r * TERMS + t];
      }
    }
  }
}
