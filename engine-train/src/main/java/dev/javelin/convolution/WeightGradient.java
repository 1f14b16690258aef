package dev.javelin.convolution;

import dev.javelin.kernels.ConvolutionGradient;
import dev.javelin.kernels.Kernels;

/**
 * The gradient by the weights: of the wide side's images in grids, and of the narrow side's as they
 * are. Belongs to one thread at a time.
 */
public final class WeightGradient {
  private final Geometry geometry;
  private final int narrowStride;
  private final int wideStride;
  private final ConvolutionGradient kernel;

  WeightGradient(Kernels kernels, Geometry geometry) {
    this.geometry = geometry;
    narrowStride = geometry.narrowGrid().imageLength();
    wideStride = geometry.wideGrid().stride();
    kernel = kernels.convolutionGradient(geometry.gradient());
  }

  /**
   * Computes the gradient of some images.
   *
   * @param narrow the narrow side's images
   * @param wide the grids of the wide side's images
   * @param dw takes the gradient
   */
  public void run(
      int images, float[] narrow, int narrowOffset, float[] wide, float[] dw, int dwOffset) {
    int narrowGroup = narrowStride / geometry.groups();
    int wideGroup = wideStride / geometry.groups();
    int weights = geometry.narrowPerGroup() * geometry.weightStride();
    int groups = geometry.isDepthwise() ? 1 : geometry.groups();
    for (int g = 0; g < groups; g++) {
      kernel.run(
          images,
          narrow,
          narrowOffset + g * narrowGroup,
          narrowStride,
          wide,
          g * wideGroup,
          wideStride,
          dw,
          dwOffset + g * weights);
    }
  }
}
