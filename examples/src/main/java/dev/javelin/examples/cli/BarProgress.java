package dev.javelin.examples.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress with a bar in the last line of a terminal, over all epochs. The bar's own daemon thread
 * draws it a few times a second; a batch only counts.
 */
final class BarProgress extends TrainingProgress {
  private static final int UPDATE_MILLIS = 200;

  private final String title;
  private final int epochs;
  private final LastLine lastLine;
  private ProgressBar bar;

  BarProgress(String title, PrintWriter err, int epochs) {
    super(err, epochs);
    this.title = title;
    this.epochs = epochs;
    lastLine = new LastLine(err);
  }

  @Override
  public void onBatch(int epoch, int batch, int batches, double loss) {
    if (bar == null || (epoch == 1 && batch == 1)) {
      // That of a training before this one, in a recipe that compares several.
      close();
      bar =
          new ProgressBarBuilder()
              .setTaskName(title)
              .setInitialMax((long) epochs * batches)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setConsumer(lastLine)
              .build();
    }
    bar.step();
  }

  @Override
  public void note(String line) {
    lastLine.above(line);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      // The library does not close its consumer when a run ends before the first draw.
      lastLine.close();
    }
  }

  /** Where the bar is drawn, again and again, below the lines that stay. */
  private static final class LastLine implements ProgressBarConsumer {
    private static final int COLUMNS = 79;
    private static final String ERASE = "\r\033[K";

    private final PrintWriter err;

    LastLine(PrintWriter err) {
      this.err = err;
    }

    @Override
    public int getMaxRenderedLength() {
      return COLUMNS;
    }

    @Override
    public synchronized void accept(String drawn) {
      err.print(ERASE + drawn);
      err.flush();
    }

    synchronized void above(String line) {
      err.println(ERASE + line);
    }

    @Override
    public synchronized void close() {
      err.print(ERASE);
      err.flush();
    }
  }
}
