package dev.javelin.kernels.scalar;

import dev.javelin.kernels.PairPooling;
import java.util.Arrays;

/** Pooling as its definition reads, a window at a time. */
final class ScalarPairPooling implements PairPooling {
  private final int height;
  private final int width;

  ScalarPairPooling(int height, int width) {
    this.height = height;
    this.width = width;
  }

  @Override
  public void pool(float[] x, int xOffset, float[] y, int yOffset, int[] places, int placesOffset) {
    int output = 0;
    for (int row = 0; row + 1 < height; row += 2) {
      for (int column = 0; column + 1 < width; column += 2) {
        int place = row * width + column;
        place = larger(x, xOffset, place, row * width + column + 1);
        place = larger(x, xOffset, place, (row + 1) * width + column);
        place = larger(x, xOffset, place, (row + 1) * width + column + 1);
        places[placesOffset + output] = place;
        y[yOffset + output] = x[xOffset + place];
        output++;
      }
    }
  }

  private static int larger(float[] x, int xOffset, int best, int place) {
    float value = x[xOffset + place];
    return value > x[xOffset + best] || Float.isNaN(value) ? place : best;
  }

  @Override
  public void spread(
      float[] dy, int dyOffset, int[] places, int placesOffset, float[] dx, int dxOffset) {
    Arrays.fill(dx, dxOffset, dxOffset + height * width, 0f);
    for (int i = 0; i < height / 2 * (width / 2); i++) {
      dx[dxOffset + places[placesOffset + i]] = dy[dyOffset + i];
    }
  }
}
