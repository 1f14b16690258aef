package dev.javelin.convolution;

import dev.javelin.kernels.ChannelsLast;
import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.Transposition;

/** From one layout of images to the other, in memory of its own. Belongs to one thread. */
final class Conversion {
  private final ChannelsLast image;
  private final boolean toLast;
  private final Transposition transposition;

  /** The images to be converted or those that were, from 0 on. */
  final float[] array;

  private Conversion(Kernels kernels, ChannelsLast image, boolean toLast, float[] array) {
    this.image = image;
    this.toLast = toLast;
    this.array = array;
    transposition = kernels.transposition();
  }

  /** What {@link #take} can take: at most so many images. Null if the layouts are the same. */
  static Conversion taking(
      Kernels kernels, ChannelsLast image, Layout from, Layout to, int images) {
    return from == to ? null : new Conversion(kernels, image, last(to), array(image, to, images));
  }

  /** What {@link #give} can give: at most so many images. Null if the layouts are the same. */
  static Conversion giving(
      Kernels kernels, ChannelsLast image, Layout from, Layout to, int images) {
    return from == to ? null : new Conversion(kernels, image, last(to), array(image, from, images));
  }

  private static boolean last(Layout layout) {
    return layout == Layout.CHANNELS_LAST;
  }

  private static float[] array(ChannelsLast image, Layout layout, int images) {
    return last(layout)
        ? image.allocate(images)
        : new float[Math.multiplyExact(images, image.channels() * image.plane())];
  }

  /** Converts images to the array. */
  void take(int images, float[] from, int offset) {
    run(images, from, offset, array, 0);
  }

  /** Converts the array's images. */
  void give(int images, float[] to, int offset) {
    run(images, array, 0, to, offset);
  }

  private void run(int images, float[] from, int fromOffset, float[] to, int toOffset) {
    int channels = image.channels();
    int plane = image.plane();
    int row = image.stride();
    for (int i = 0; i < images; i++) {
      int first = i * channels * plane;
      int last = i * image.imageLength();
      if (toLast) {
        transposition.run(
            channels, plane, from, fromOffset + first, plane, to, toOffset + last, row);
      } else {
        transposition.run(
            plane, channels, from, fromOffset + last, row, to, toOffset + first, plane);
      }
    }
  }
}
