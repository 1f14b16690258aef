package dev.javelin.kernels.scalar;

import dev.javelin.kernels.Transposition;

/** A transposition element by element. */
final class ScalarTransposition implements Transposition {
  @Override
  public void run(
      int rows,
      int columns,
      float[] from,
      int fromOffset,
      int fromStride,
      float[] to,
      int toOffset,
      int toStride) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[toOffset + j * toStride + i] = from[fromOffset + i * fromStride + j];
      }
    }
  }
}
