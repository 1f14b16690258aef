package dev.javelin.convolution;

import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.RowCopy;
import java.util.List;

/**
 * How a group of an image's channels stands in a grid: for each channel a plane of each phase.
 * Where there is no number there is a zero, which nobody overwrites.
 */
final class ImageGrid {
  private final int channels;
  private final int length;
  private final int plane;
  private final Patch[] phases;
  private final int overshoot;
  private final int stride;

  /**
   * Lays out.
   *
   * @param plane floats from one plane to the next
   * @param phases what each plane of a channel has of the image
   * @param end behind the last float that kernels read of a grid: what lies behind the grid stands
   *     for the padding behind its last row, and is zeros too
   */
  ImageGrid(int channels, int length, int plane, List<Patch> phases, int end) {
    this.channels = channels;
    this.length = length;
    this.plane = plane;
    this.phases = phases.toArray(Patch[]::new);
    stride = Math.multiplyExact(Math.multiplyExact(channels, phases.size()), plane);
    overshoot = Math.max(0, end - stride);
  }

  /** The numbers of an image's group. */
  int length() {
    return length;
  }

  /** Floats from one grid to the next. */
  int stride() {
    return stride;
  }

  /** So many grids, all zeros. */
  float[] allocate(int grids) {
    return new float[Math.addExact(Math.multiplyExact(grids, stride), overshoot)];
  }

  /** What copies groups, for {@link #fill}. */
  RowCopy copy(Kernels kernels) {
    return kernels.rowCopy(phases[0].columns().step(), 1);
  }

  /** Copies a group to its grid. */
  void fill(RowCopy copy, float[] image, int imageOffset, float[] grid, int gridOffset) {
    for (int phase = 0; phase < phases.length; phase++) {
      phases[phase].toGrid(
          copy,
          channels,
          image,
          imageOffset,
          grid,
          gridOffset + phase * plane,
          phases.length * plane);
    }
  }
}
