package dev.javelin.data;

import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * N examples.
 *
 * @param inputs {@code [N, ...]}
 * @param targets {@code [N, ...]}, or {@code [N]} for class indices
 */
public record Batch(Tensor inputs, Tensor targets) {
  /** Checks that there are as many targets as inputs. */
  public Batch {
    if (inputs.shape().dim(0) != targets.shape().dim(0)) {
      throw new IllegalArgumentException(
          "inputs " + inputs.shape() + " and targets " + targets.shape() + " differ in number");
    }
  }

  /** A batch of zeros with room for {@code size} examples of a dataset. */
  public static Batch of(Dataset dataset, int size) {
    return new Batch(
        Tensor.zeros(batched(size, dataset.inputShape())),
        Tensor.zeros(batched(size, dataset.targetShape())));
  }

  /** The number of examples, N. */
  public int size() {
    return inputs.shape().dim(0);
  }

  /** A view of examples {@code from} (inclusive) to {@code to} (exclusive). */
  Batch rows(int from, int to) {
    return new Batch(inputs.rows(from, to), targets.rows(from, to));
  }

  private static Shape batched(int size, Shape example) {
    int[] dims = new int[example.rank() + 1];
    dims[0] = size;
    System.arraycopy(example.toArray(), 0, dims, 1, example.rank());
    return Shape.of(dims);
  }
}
