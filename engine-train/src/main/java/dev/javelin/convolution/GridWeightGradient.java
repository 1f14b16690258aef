package dev.javelin.convolution;

import dev.javelin.kernels.ConvolutionGradient;
import dev.javelin.kernels.Kernels;

/** The gradient by the weights: of the wide side in grids, of the narrow side as it is. */
final class GridWeightGradient {
  private final Geometry geometry;
  private final ImageGrid grid;
  private final int narrowStride;
  private final int groupStride;
  private final float[] grids;
  private final ConvolutionGradient kernel;

  private GridWeightGradient(
      Geometry geometry,
      int narrowStride,
      int groupStride,
      int images,
      ConvolutionGradient kernel) {
    this.geometry = geometry;
    this.narrowStride = narrowStride;
    this.groupStride = groupStride;
    this.kernel = kernel;
    grid = geometry.wideGrid();
    grids = grid.allocate(images);
  }

  /**
   * Of a narrow side with channels first.
   *
   * @param images the most of a run
   */
  static GridWeightGradient first(Kernels kernels, Geometry geometry, int images) {
    int stride = geometry.narrowGrid().imageLength();
    ConvolutionGradient kernel = kernels.convolutionGradient(geometry.gradient());
    return new GridWeightGradient(geometry, stride, stride / geometry.groups(), images, kernel);
  }

  /** Likewise with channels last; not of a depthwise convolution. */
  static GridWeightGradient last(Kernels kernels, Geometry geometry, int images) {
    int stride = geometry.narrowImage().imageLength();
    ConvolutionGradient kernel = kernels.convolutionGradient(geometry.channelsLastGradient());
    return new GridWeightGradient(geometry, stride, geometry.narrowPerGroup(), images, kernel);
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
    int wideGroup = grid.stride() / geometry.groups();
    int weights = geometry.narrowPerGroup() * geometry.weightStride();
    int groups = geometry.isDepthwise() ? 1 : geometry.groups();
    for (int g = 0; g < groups; g++) {
      kernel.run(
          images,
          narrow,
          narrowOffset + g * groupStride,
          narrowStride,
          grids,
          g * wideGroup,
          grid.stride(),
          dw,
          dwOffset + g * weights);
    }
  }
}
