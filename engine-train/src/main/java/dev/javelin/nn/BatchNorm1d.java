package dev.javelin.nn;

import java.util.OptionalDouble;

/**
 * {@linkplain BatchNorm Batch normalisation} of features or sequences: input {@code [N, C]} or
 * {@code [N, C, L]}.
 */
public final class BatchNorm1d extends BatchNorm {
  /** With PyTorch's defaults: epsilon 1e-5, momentum 0.1, affine, with running statistics. */
  public BatchNorm1d(int channels) {
    this(channels, 1e-5, OptionalDouble.of(0.1), true, true);
  }

  /**
   * With all settings.
   *
   * @param channels C
   * @param epsilon added to the variance
   * @param momentum the share of a new batch in the running statistics; empty for the plain average
   *     of all batches
   * @param affine whether it learns weight and bias, which begin as 1 and 0
   * @param trackRunningStats whether it keeps running statistics; if not, evaluation too is by the
   *     batch
   */
  public BatchNorm1d(
      int channels,
      double epsilon,
      OptionalDouble momentum,
      boolean affine,
      boolean trackRunningStats) {
    super(channels, epsilon, momentum, affine, trackRunningStats);
  }

  @Override
  String expected() {
    return "[N, %d] or [N, %<d, L]".formatted(channels());
  }

  @Override
  boolean takesRank(int rank) {
    return rank == 2 || rank == 3;
  }
}
