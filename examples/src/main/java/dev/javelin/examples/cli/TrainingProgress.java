package dev.javelin.examples.cli;

import dev.javelin.examples.recipe.Progress;
import dev.javelin.train.EpochSummary;
import java.io.PrintWriter;

/**
 * Progress on standard error: a line an epoch as the lesson prints it, or an even choice of about a
 * hundred epochs; below it, if standard error is a terminal, a bar.
 */
class TrainingProgress implements Progress, AutoCloseable {
  private static final int MOST_LINES = 100;

  private final PrintWriter err;
  private final int epochs;

  TrainingProgress(PrintWriter err, int epochs) {
    this.err = err;
    this.epochs = epochs;
  }

  /** Nothing if quiet; with a bar if the launcher found a terminal. */
  static TrainingProgress of(String title, int epochs, PrintWriter err, boolean quiet) {
    if (quiet) {
      return new TrainingProgress(new PrintWriter(PrintWriter.nullWriter()), epochs);
    }
    return Boolean.getBoolean("javelin.terminal")
        ? new BarProgress(title, err, epochs)
        : new TrainingProgress(err, epochs);
  }

  @Override
  public final void onEpoch(EpochSummary summary) {
    int epoch = summary.epoch();
    if (epoch % Math.max(1, epochs / MOST_LINES) == 0 || epoch == epochs) {
      note("Epoch: %04d cost = %.9f".formatted(epoch, summary.loss()));
    }
  }

  @Override
  public void note(String line) {
    err.println(line);
  }

  @Override
  public void close() {}
}
