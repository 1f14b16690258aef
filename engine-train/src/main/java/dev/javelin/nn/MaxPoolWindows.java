package dev.javelin.nn;

import dev.javelin.kernels.ChannelsLast;
import dev.javelin.kernels.MaxPoolingShape;
import dev.javelin.tensor.Shape;
import java.util.stream.IntStream;

/** The windows of a {@link MaxPool2d}, for the kernels. */
final class MaxPoolWindows {
  private MaxPoolWindows() {}

  /** The windows of so many channels of an input. */
  static MaxPoolingShape of(PoolOptions options, Shape input, int channels) {
    PoolAxis rows = options.rows(input);
    PoolAxis columns = options.columns(input);
    int[] starts = new int[rows.outputs() * columns.outputs() + 1];
    IntStream.Builder positions = IntStream.builder();
    int window = 0;
    int next = 0;
    for (int oh = 0; oh < rows.outputs(); oh++) {
      for (int ow = 0; ow < columns.outputs(); ow++) {
        for (int y = rows.first(oh); y < rows.end(oh); y += options.rows().dilation()) {
          for (int x = columns.first(ow); x < columns.end(ow); x += options.columns().dilation()) {
            positions.add(y * columns.length() + x);
            next++;
          }
        }
        starts[++window] = next;
      }
    }
    var image = new ChannelsLast(channels, rows.length() * columns.length());
    return new MaxPoolingShape(image, starts, positions.build().toArray());
  }
}
