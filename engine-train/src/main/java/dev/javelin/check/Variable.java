package dev.javelin.check;

import dev.javelin.tensor.Tensor;

/**
 * Numbers that a gradient is checked for.
 *
 * @param name for messages
 * @param value the numbers
 * @param changed tells whoever keeps a copy that they were written to
 */
record Variable(String name, Tensor value, Runnable changed) {}
