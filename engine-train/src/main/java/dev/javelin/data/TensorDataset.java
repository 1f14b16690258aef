package dev.javelin.data;

import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Objects;

/**
 * The rows of two tensors, as {@code torch.utils.data.TensorDataset}: inputs {@code [size, ...]}
 * and targets {@code [size, ...]}, or {@code [size]} for class indices. They are not copied.
 */
public final class TensorDataset implements Dataset {
  private final Tensor inputs;
  private final Tensor targets;
  private final Shape inputShape;
  private final Shape targetShape;

  /**
   * A dataset over the given tensors.
   *
   * @throws IllegalArgumentException if they differ in their first axis
   */
  public TensorDataset(Tensor inputs, Tensor targets) {
    Batch examples = new Batch(inputs, targets);
    this.inputs = examples.inputs();
    this.targets = examples.targets();
    this.inputShape = inputs.shape().withoutFirst();
    this.targetShape = targets.shape().withoutFirst();
  }

  @Override
  public int size() {
    return inputs.shape().dim(0);
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public Shape targetShape() {
    return targetShape;
  }

  @Override
  public void copyTo(int index, Batch batch, int row) {
    Objects.checkIndex(index, size());
    Objects.checkIndex(row, batch.size());
    copyRow(inputs, index, batch.inputs(), row, inputShape.size());
    copyRow(targets, index, batch.targets(), row, targetShape.size());
  }

  private static void copyRow(Tensor from, int fromRow, Tensor to, int toRow, int length) {
    System.arraycopy(
        from.array(),
        from.offset() + fromRow * length,
        to.array(),
        to.offset() + toRow * length,
        length);
  }
}
