package dev.javelin.simd.winograd;

import static dev.javelin.simd.VectorSpec.LANES;

import dev.javelin.simd.gemm.Transpose;

/**
 * Some images whose channels stand side by side, a row of vectors for each position. Behind an
 * image's last position is a row for what lies outside: where nothing writes it, zeros.
 */
final class ChannelsLast {
  private final int channels;
  private final int plane;
  private final Transpose transpose = new Transpose();

  /** Floats from one position to the next. */
  final int stride;

  /** Floats from one image to the next. */
  final int imageStride;

  final float[] array;

  ChannelsLast(int images, int channels, int plane) {
    this.channels = channels;
    this.plane = plane;
    stride = stride(channels);
    imageStride = Math.multiplyExact(plane + 1, stride);
    array = new float[Math.multiplyExact(images, imageStride)];
  }

  /** The floats of a row of vectors that holds so many channels. */
  static int stride(int channels) {
    return Math.ceilDiv(channels, LANES) * LANES;
  }

  /** Takes images from {@code [images, channels, plane]}. */
  void read(int images, float[] x, int xo) {
    for (int i = 0; i < images; i++) {
      int from = xo + i * channels * plane;
      transpose.run(channels, plane, x, from, plane, array, i * imageStride, stride);
    }
  }

  /** Gives images back. */
  void write(int images, float[] y, int yo) {
    for (int i = 0; i < images; i++) {
      int to = yo + i * channels * plane;
      transpose.run(plane, channels, array, i * imageStride, stride, y, to, plane);
    }
  }
}
