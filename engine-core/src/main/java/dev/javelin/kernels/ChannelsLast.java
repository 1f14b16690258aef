package dev.javelin.kernels;

/**
 * An image whose channels stand side by side: {@code [plane, channels]}, each position's channels
 * in a row of whole vectors, whatever a vector's width. Numbers behind the last channel of a row
 * mean nothing. Behind the last position is one more row, for what lies outside an image: readers
 * find zeros there, unless a writer had results outside.
 *
 * @param channels of an image
 * @param plane positions of a channel
 */
public record ChannelsLast(int channels, int plane) {
  /** A row is a multiple of so many floats: the widest vector. */
  public static final int ROW_UNIT = 16;

  /** Floats from one position to the next. */
  public int stride() {
    return Math.ceilDiv(channels, ROW_UNIT) * ROW_UNIT;
  }

  /** Floats from one image to the next. */
  public int imageLength() {
    return Math.multiplyExact(plane + 1, stride());
  }

  /** Images of zeros. */
  public float[] allocate(int images) {
    return new float[Math.multiplyExact(images, imageLength())];
  }
}
