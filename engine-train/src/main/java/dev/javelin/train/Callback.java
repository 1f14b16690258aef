package dev.javelin.train;

/** Is told of a training's progress. */
public interface Callback {
  /**
   * After each batch.
   *
   * @param epoch from 1
   * @param batch from 1
   * @param batches in an epoch
   * @param loss of the batch
   */
  default void onBatch(int epoch, int batch, int batches, double loss) {}

  /** After each epoch. */
  default void onEpoch(EpochSummary summary) {}
}
