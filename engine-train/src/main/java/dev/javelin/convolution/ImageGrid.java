package dev.javelin.convolution;

import java.util.List;

/**
 * How an image stands in a grid: for each channel a plane of each phase. Where there is no number
 * there is a zero, which nobody overwrites.
 */
final class ImageGrid {
  private final int channels;
  private final int imageLength;
  private final int plane;
  private final Patch[] phases;
  private final int overshoot;
  private final int stride;

  /**
   * Lays out.
   *
   * @param plane floats from one plane to the next
   * @param phases what each plane of a channel has of the image
   * @param end behind the last float of an image's grid that kernels read; what lies behind the
   *     grid they do not use
   */
  ImageGrid(int channels, int imageLength, int plane, List<Patch> phases, int end) {
    this.channels = channels;
    this.imageLength = imageLength;
    this.plane = plane;
    this.phases = phases.toArray(Patch[]::new);
    stride = Math.multiplyExact(Math.multiplyExact(channels, phases.size()), plane);
    overshoot = Math.max(0, end - stride);
  }

  /** The numbers of an image. */
  int imageLength() {
    return imageLength;
  }

  /** Floats from one image's grid to the next. */
  int stride() {
    return stride;
  }

  /** A grid of so many images, all zeros. */
  float[] allocate(int images) {
    return new float[Math.addExact(Math.multiplyExact(images, stride()), overshoot)];
  }

  /** Copies an image to its grid. */
  void fill(float[] image, int imageOffset, float[] grid, int gridOffset) {
    for (int phase = 0; phase < phases.length; phase++) {
      phases[phase].toGrid(
          channels, image, imageOffset, grid, gridOffset + phase * plane, phases.length * plane);
    }
  }
}
