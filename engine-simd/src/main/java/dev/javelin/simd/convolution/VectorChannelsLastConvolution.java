package dev.javelin.simd.convolution;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;

import dev.javelin.kernels.ChannelsLastConvolutionShape;
import dev.javelin.kernels.Convolution;
import dev.javelin.simd.gemm.Transpose;

/** Convolution by register tiles whose lanes are channels: the grid is read number by number. */
public final class VectorChannelsLastConvolution implements Convolution {
  /** Results of a tile: of a shortest run. */
  private static final int TILE = ChannelsLastConvolutionShape.LEAST_RUN;

  private final ChannelsLastConvolutionShape shape;
  private final int[] offsets;
  private final int stride;
  private final int panels;
  // [panels, terms, PANEL]
  private final float[] weights;
  private final float[] starts;
  private boolean loaded;

  /** Binds. */
  public VectorChannelsLastConvolution(ChannelsLastConvolutionShape shape) {
    this.shape = shape;
    offsets = shape.inputOffsets();
    stride = shape.results().stride();
    panels = Math.ceilDiv(stride, PANEL);
    weights = new float[Math.multiplyExact(panels * PANEL, shape.terms())];
    starts = new float[panels * PANEL];
  }

  @Override
  public void load(float[] weights, int offset, float[] starts, int startsOffset) {
    int channels = shape.results().channels();
    for (int c = 0; c < channels; c += PANEL) {
      int from = offset + c * shape.weightStride();
      int rows = Math.min(PANEL, channels - c);
      int to = c * shape.terms();
      Transpose.run(
          rows, shape.terms(), weights, from, shape.weightStride(), this.weights, to, PANEL);
    }
    for (int c = 0; c < channels; c++) {
      this.starts[c] = starts == null ? 0 : starts[startsOffset + c];
    }
    loaded = true;
  }

  @Override
  public int scratchLength() {
    return 0;
  }

  @Override
  public void run(float[] x, int xOffset, float[] y, int yOffset, float[] scratch) {
    if (!loaded) {
      throw new IllegalStateException("no weights were loaded");
    }
    int length = shape.runLength();
    for (int c = 0; c < stride; c += PANEL) {
      for (int run = 0; run < shape.runs(); run++) {
        for (int p = 0; p < length; p += TILE) {
          // The last tile starts early enough to be whole, and works out some results again.
          int from = Math.min(p, length - TILE);
          int to = yOffset + (run * length + from) * stride + c;
          tile(c, x, xOffset + run * shape.runPitch() + from, y, to);
        }
      }
    }
  }

  private void tile(int c, float[] x, int xo, float[] y, int yo) {
    int wo = c * shape.terms();
    if (stride - c <= LANES) {
      ChannelsLastKernel.tile8x1(offsets, x, xo, weights, wo, starts, c, y, yo, stride);
    } else if (LANES >= 16) {
      ChannelsLastKernel.tile8x2(offsets, x, xo, weights, wo, starts, c, y, yo, stride);
    } else {
      for (int i = 0; i < TILE; i += 4) {
        ChannelsLastKernel.tile4x2(
            offsets, x, xo + i, weights, wo, starts, c, y, yo + i * stride, stride);
      }
    }
  }
}
