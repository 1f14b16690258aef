package dev.javelin;

import dev.javelin.tensor.Tensor;

/**
 * A layer's state that is saved with its parameters but not learned, such as a running mean.
 *
 * @param name within its layer, PyTorch's: {@code running_mean}
 * @param value written to by training plans, read by evaluation plans
 */
public record Buffer(String name, Tensor value) {
  /** Name and shape, such as {@code running_mean[256]}. */
  @Override
  public String toString() {
    return name + value.shape();
  }
}
