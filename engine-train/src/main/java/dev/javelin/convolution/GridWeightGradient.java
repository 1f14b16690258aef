package dev.javelin.convolution;

import dev.javelin.kernels.ConvolutionGradient;
import dev.javelin.kernels.ConvolutionGradientShape;
import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.RowCopy;

/** The gradient by the weights: of the wide side in grids, of the narrow side as it is. */
final class GridWeightGradient {
  private final Geometry geometry;
  private final ImageGrid grid;
  private final int narrowStride;
  private final int groupStride;
  private final RowCopy copy;
  private final float[] grids;
  private final ConvolutionGradient kernel;

  private GridWeightGradient(
      Kernels kernels,
      Geometry geometry,
      int narrowStride,
      int groupStride,
      int images,
      ConvolutionGradientShape shape) {
    this.geometry = geometry;
    this.narrowStride = narrowStride;
    this.groupStride = groupStride;
    kernel = kernels.convolutionGradient(shape);
    grid = geometry.wideGrid();
    copy = grid.copy(kernels);
    grids = grid.allocate(Math.multiplyExact(images, geometry.groups()));
  }

  /**
   * Of a narrow side with channels first.
   *
   * @param images the most of a run
   */
  static GridWeightGradient first(Kernels kernels, Geometry geometry, int images) {
    int group = geometry.narrowGrid().length();
    int stride = group * geometry.groups();
    return new GridWeightGradient(kernels, geometry, stride, group, images, geometry.gradient());
  }

  /** Likewise with channels last; not of a depthwise convolution. */
  static GridWeightGradient last(Kernels kernels, Geometry geometry, int images) {
    int stride = geometry.narrowImage().imageLength();
    int group = geometry.narrowPerGroup();
    return new GridWeightGradient(
        kernels, geometry, stride, group, images, geometry.channelsLastGradient());
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
    int groups = geometry.groups();
    for (int i = 0; i < images * groups; i++) {
      grid.fill(copy, wide, wideOffset + i * grid.length(), grids, i * grid.stride());
    }
    int weights = geometry.narrowPerGroup() * geometry.weightStride();
    int runs = geometry.isDepthwise() ? 1 : groups;
    for (int g = 0; g < runs; g++) {
      kernel.run(
          images,
          narrow,
          narrowOffset + g * groupStride,
          narrowStride,
          grids,
          g * grid.stride(),
          groups * grid.stride(),
          dw,
          dwOffset + g * weights);
    }
  }
}
