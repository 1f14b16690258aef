package dev.javelin.data;

import dev.javelin.tensor.Shape;

/**
 * Numbered examples, each an input and a target, as {@code torch.utils.data.Dataset}. A loader
 * reads from one thread at a time, though not always the same, unless it is put on an engine
 * ({@link DataLoader#to}), whose threads read different examples at once.
 */
public interface Dataset {
  /** The number of examples, 1 or more. */
  int size();

  /** The shape of one example's input, without a batch axis. */
  Shape inputShape();

  /** The shape of one example's target, without a batch axis; {@code []} for a class index. */
  Shape targetShape();

  /**
   * Writes one example to a row of a batch, without allocating.
   *
   * @param index below {@link #size}
   * @param batch made for this dataset, see {@link Batch#of}
   * @param row of the batch
   * @throws IndexOutOfBoundsException if there is no such example or row
   */
  void copyTo(int index, Batch batch, int row);
}
