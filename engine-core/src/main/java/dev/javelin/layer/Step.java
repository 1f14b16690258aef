package dev.javelin.layer;

import dev.javelin.tensor.Tensor;

/**
 * A layer bound to one input shape, with its own output and gradient buffers. It allocates nothing
 * and belongs to one thread at a time.
 */
public interface Step {
  /**
   * Computes the layer's output.
   *
   * @param input of the bound shape; must stay unchanged until backward
   * @return this step's own buffer, valid until its next forward; or the input itself, perhaps
   *     under another shape, if there is nothing to compute
   */
  Tensor forward(Tensor input);

  /**
   * Adds the gradients of the parameters and computes that of the input.
   *
   * @param outputGradient the gradient of the loss by the output of the last forward; it may be
   *     overwritten
   * @return this step's own buffer, or {@code outputGradient} itself with new contents, valid until
   *     the next backward; {@code null} if the binding asked for no input gradient
   * @throws IllegalStateException if bound for evaluation
   */
  Tensor backward(Tensor outputGradient);
}
