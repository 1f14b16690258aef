package dev.javelin.kernels.scalar;

import dev.javelin.kernels.ChannelsLastConvolutionShape;
import dev.javelin.kernels.Convolution;

/** The convolution with channels last as its definition reads, a result at a time. */
final class ScalarChannelsLastConvolution implements Convolution {
  private final ChannelsLastConvolutionShape shape;
  // [channels, terms]
  private final float[] weights;
  private final float[] starts;
  private boolean loaded;

  ScalarChannelsLastConvolution(ChannelsLastConvolutionShape shape) {
    this.shape = shape;
    int channels = shape.results().channels();
    this.weights = new float[Math.multiplyExact(channels, shape.terms())];
    this.starts = new float[channels];
  }

  @Override
  public void load(float[] weights, int offset, float[] starts, int startsOffset) {
    int terms = shape.terms();
    for (int c = 0; c < this.starts.length; c++) {
      System.arraycopy(weights, offset + c * shape.weightStride(), this.weights, c * terms, terms);
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
    for (int i = 0; i < shape.results().plane(); i++) {
      int run = i / shape.runLength();
      int from = xOffset + run * shape.runPitch() + i % shape.runLength();
      for (int c = 0; c < starts.length; c++) {
        y[yOffset + i * shape.results().stride() + c] = sum(c, x, from);
      }
    }
  }

  private float sum(int c, float[] x, int from) {
    float sum = starts[c];
    for (int k = 0; k < shape.terms(); k++) {
      sum = Math.fma(weights[c * shape.terms() + k], x[from + shape.inputOffsets()[k]], sum);
    }
    return sum;
  }
}
