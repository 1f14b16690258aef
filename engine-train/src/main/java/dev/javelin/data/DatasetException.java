package dev.javelin.data;

import java.io.IOException;

/** Data is missing or not what it should be; the message names the file and what was expected. */
public final class DatasetException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public DatasetException(String message) {
    super(message);
  }

  /** With a message for the user and the error below it. */
  public DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
