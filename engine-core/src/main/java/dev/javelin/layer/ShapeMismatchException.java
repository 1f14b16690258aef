package dev.javelin.layer;

import dev.javelin.tensor.Shape;

/** A layer or loss was given a shape it cannot take; the message names all three. */
public final class ShapeMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the message.
   *
   * @param where the layer or loss, such as {@code Linear(784, 256)}
   * @param expected the shape it takes, in words, such as {@code [N, 784]}
   * @param actual the shape that came
   */
  public ShapeMismatchException(String where, String expected, Shape actual) {
    super(where + " expects an input of shape " + expected + ", got " + actual);
  }

  private ShapeMismatchException(String message) {
    super(message);
  }

  /** The same error, with the place of the layer in its container before it. */
  public ShapeMismatchException within(String container) {
    return new ShapeMismatchException(container + ": " + getMessage());
  }
}
