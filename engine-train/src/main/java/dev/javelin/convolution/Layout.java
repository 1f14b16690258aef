package dev.javelin.convolution;

/** How the numbers of an image are ordered. */
public enum Layout {
  /** {@code [C, H, W]}, as tensors are. */
  CHANNELS_FIRST,

  /** {@link dev.javelin.kernels.ChannelsLast}. */
  CHANNELS_LAST
}
