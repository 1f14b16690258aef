package dev.javelin.convolution;

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
   * @param stride floats from one plane to the next
   */
  void toGrid(
      int channels, float[] image, int imageOffset, float[] grid, int gridOffset, int stride) {
    int count = columns.count();
    int step = columns.step();
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < rows.count(); y++) {
        int from = imageOffset + inImage(c, y);
        int to = gridOffset + c * stride + inGrid(y);
        if (step == 1) {
          System.arraycopy(image, from, grid, to, count);
        } else {
          for (int x = 0; x < count; x++) {
            grid[to + x] = image[from + x * step];
          }
        }
      }
    }
  }

  /** Copies from planes to channels of an image, the other way round. */
  void toImage(
      int channels, float[] grid, int gridOffset, int stride, float[] image, int imageOffset) {
    int count = columns.count();
    int step = columns.step();
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < rows.count(); y++) {
        int from = gridOffset + c * stride + inGrid(y);
        int to = imageOffset + inImage(c, y);
        if (step == 1) {
          System.arraycopy(grid, from, image, to, count);
        } else {
          for (int x = 0; x < count; x++) {
            image[to + x * step] = grid[from + x];
          }
        }
      }
    }
  }

  /** Writes a number to all that a channel of an image has in the patch. */
  void fill(int channel, float value, float[] image, int imageOffset) {
    for (int y = 0; y < rows.count(); y++) {
      int to = imageOffset + inImage(channel, y);
      for (int x = 0; x < columns.count(); x++) {
        image[to + x * columns.step()] = value;
      }
    }
  }

  private int inImage(int channel, int y) {
    return (channel * height + rows.from() + y * rows.step()) * width + columns.from();
  }

  private int inGrid(int y) {
    return (rows.at() + y) * pitch + columns.at();
  }
}
