package dev.javelin.convolution;

import dev.javelin.kernels.RowCopy;

/**
 * What a plane of a grid and a channel of an image have in common: some rows and columns.
 *
 * @param height of the image
 * @param width of the image
 * @param pitch floats from one row of the grid to the next
 * @param rows where the image's rows stand
 * @param columns where its columns stand
 */
record Patch(int height, int width, int pitch, Span rows, Span columns) {

  /**
   * Copies from channels of an image to planes.
   *
   * @param copy from the columns' step to 1
   * @param stride floats from one plane to the next
   */
  void toGrid(
      RowCopy copy,
      int channels,
      float[] image,
      int imageOffset,
      float[] grid,
      int gridOffset,
      int stride) {
    for (int c = 0; c < channels; c++) {
      int from = imageOffset + inImage(c, 0);
      int to = gridOffset + c * stride + inGrid();
      copy.run(rows.count(), columns.count(), image, from, imagePitch(), grid, to, pitch);
    }
  }

  /**
   * Copies from planes to channels of an image, the other way round.
   *
   * @param copy from 1 to the columns' step
   */
  void toImage(
      RowCopy copy,
      int channels,
      float[] grid,
      int gridOffset,
      int stride,
      float[] image,
      int imageOffset) {
    for (int c = 0; c < channels; c++) {
      int from = gridOffset + c * stride + inGrid();
      int to = imageOffset + inImage(c, 0);
      copy.run(rows.count(), columns.count(), grid, from, pitch, image, to, imagePitch());
    }
  }

  /** Whether it is all of an image's channel. */
  boolean isWhole() {
    return rows.count() == height && columns.count() == width;
  }

  /** The numbers of an image's channel. */
  int channelLength() {
    return height * width;
  }

  private int inImage(int channel, int y) {
    return (channel * height + rows.from() + y * rows.step()) * width + columns.from();
  }

  private int imagePitch() {
    return rows.step() * width;
  }

  private int inGrid() {
    return rows.at() * pitch + columns.at();
  }
}
