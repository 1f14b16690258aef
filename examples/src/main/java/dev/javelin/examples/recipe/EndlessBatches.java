package dev.javelin.examples.recipe;

import dev.javelin.data.Batch;
import dev.javelin.data.DataLoader;
import java.util.Iterator;

/** One pass over the data after another, each shuffled anew, for programs that count steps. */
final class EndlessBatches {
  private final DataLoader loader;
  private int pass = 1;
  private Iterator<Batch> batches;

  EndlessBatches(DataLoader loader) {
    this.loader = loader;
    batches = loader.epoch(pass).iterator();
  }

  /** Valid until the next call. */
  Batch next() {
    if (!batches.hasNext()) {
      pass++;
      batches = loader.epoch(pass).iterator();
    }
    return batches.next();
  }
}
