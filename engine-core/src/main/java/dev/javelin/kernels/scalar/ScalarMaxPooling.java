package dev.javelin.kernels.scalar;

import dev.javelin.kernels.MaxPooling;
import dev.javelin.kernels.MaxPoolingShape;
import java.util.Arrays;

/** Max pooling as its definition reads, a channel at a time. */
final class ScalarMaxPooling implements MaxPooling {
  private final MaxPoolingShape shape;
  private final int stride;

  ScalarMaxPooling(MaxPoolingShape shape) {
    this.shape = shape;
    stride = shape.image().stride();
  }

  @Override
  public void pool(float[] x, int xOffset, float[] y, int yOffset, int[] places, int placesOffset) {
    for (int window = 0; window < shape.windows(); window++) {
      for (int c = 0; c < shape.image().channels(); c++) {
        int place = largest(window, x, xOffset + c);
        y[yOffset + window * stride + c] = x[xOffset + place * stride + c];
        places[placesOffset + window * stride + c] = place;
      }
    }
  }

  private int largest(int window, float[] x, int channel) {
    int start = shape.starts()[window];
    int best = shape.positions()[start];
    for (int i = start + 1; i < shape.starts()[window + 1]; i++) {
      float v = x[channel + shape.positions()[i] * stride];
      if (v > x[channel + best * stride] || Float.isNaN(v)) {
        best = shape.positions()[i];
      }
    }
    return best;
  }

  @Override
  public void spread(
      float[] dy, int dyOffset, int[] places, int placesOffset, float[] dx, int dxOffset) {
    Arrays.fill(dx, dxOffset, dxOffset + shape.image().plane() * stride, 0f);
    for (int window = 0; window < shape.windows(); window++) {
      for (int c = 0; c < shape.image().channels(); c++) {
        int place = places[placesOffset + window * stride + c];
        dx[dxOffset + place * stride + c] += dy[dyOffset + window * stride + c];
      }
    }
  }
}
