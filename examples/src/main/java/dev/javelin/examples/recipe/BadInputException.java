package dev.javelin.examples.recipe;

/** The user asked for what cannot be; the message names the option and says what can. */
public final class BadInputException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public BadInputException(String message) {
    super(message);
  }

  /** With a message for the user and the error below it. */
  public BadInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
