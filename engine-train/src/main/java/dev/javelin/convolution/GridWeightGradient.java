package dev.javelin.convolution;

import dev.javelin.kernels.ConvolutionGradient;
import dev.javelin.kernels.Kernels;

/** The gradient by the weights: of the wide side in grids, and of the narrow side as it is. */
final class GridWeightGradient {
  private final Geometry geometry;
  private final ImageGrid grid;
  private final int narrowStride;
  private final float[] grids;
  private final ConvolutionGradient kernel;

  /**
   * Binds.
   *
   * @param images the most of a run
   */
  GridWeightGradient(Kernels kernels, Geometry geometry, int images) {
    this.geometry = geometry;
    grid = geometry.wideGrid();
    narrowStride = geometry.narrowGrid().imageLength();
    grids = grid.allocate(images);
    kernel = kernels.convolutionGradient(geometry.gradient());
  }

  /** Computes the gradient of some images. */
  void run(
      int images,
      float[] wide,
      int wideOffset,
      float[] narrow,
      int narrowOffset,
      float[] dw,
      int dwOffset) {
    for (int i = 0; i < images; i++) {
      grid.fill(wide, wideOffset + i * grid.imageLength(), grids, i * grid.stride());
    }
    int narrowGroup = narrowStride / geometry.groups();
    int wideGroup = grid.stride() / geometry.groups();
    int weights = geometry.narrowPerGroup() * geometry.weightStride();
    int groups = geometry.isDepthwise() ? 1 : geometry.groups();
    for (int g = 0; g < groups; g++) {
      kernel.run(
          images,
          narrow,
          narrowOffset + g * narrowGroup,
          narrowStride,
          grids,
          g * wideGroup,
          grid.stride(),
          dw,
          dwOffset + g * weights);
    }
  }
}
