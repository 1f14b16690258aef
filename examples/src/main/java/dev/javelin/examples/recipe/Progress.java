package dev.javelin.examples.recipe;

import dev.javelin.train.Callback;

/** Shows the user how a training comes along. */
public interface Progress extends Callback {
  /** Shows a line of the program's own. */
  void note(String line);
}
