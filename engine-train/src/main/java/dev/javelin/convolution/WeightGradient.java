package dev.javelin.convolution;

import dev.javelin.kernels.ConvolutionGradient;
import dev.javelin.kernels.Kernels;

/** The gradient by the weights, from images in grids. Belongs to one thread at a time. */
public final class WeightGradient {
  private final Geometry geometry;
  private final boolean transposed;
  private final int narrowStride;
  private final int wideStride;
  private final ConvolutionGradient kernel;

  WeightGradient(Kernels kernels, Geometry geometry, boolean transposed) {
    this.geometry = geometry;
    this.transposed = transposed;
    narrowStride = geometry.narrowGrid().stride();
    wideStride = geometry.wideGrid().stride();
    kernel = kernels.convolutionGradient(geometry.gathering());
  }

  /**
   * Adds the gradient of some images to dw.
   *
   * @param input the grids of the layer's input
   * @param outputGradient those of its output's gradient
   */
  public void add(int images, float[] input, float[] outputGradient, float[] dw, int dwOffset) {
    float[] narrow = transposed ? input : outputGradient;
    float[] wide = transposed ? outputGradient : input;
    int narrowGroup = geometry.narrowPerGroup() * geometry.narrowPlane();
    int wideGroup = geometry.widePerGroup() * geometry.wideChannelStride();
    int weights = geometry.narrowPerGroup() * geometry.weightStride();
    for (int g = 0; g < geometry.groups(); g++) {
      kernel.add(
          images,
          narrow,
          geometry.narrowStart() + g * narrowGroup,
          narrowStride,
          wide,
          g * wideGroup,
          wideStride,
          dw,
          dwOffset + g * weights);
    }
  }
}
