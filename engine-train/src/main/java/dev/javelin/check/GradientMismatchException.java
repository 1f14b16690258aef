package dev.javelin.check;

/**
 * A gradient is not the slope of what forward computes; the message says which number, by how much.
 */
public final class GradientMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GradientMismatchException(String message) {
    super(message);
  }
}
