package dev.javelin.random;

/**
 * Hands out numbered, independent random streams: what {@code torch.manual_seed} is to a script,
 * without the global state. Each layer made with a seed takes the next stream, so that the same
 * constructors in the same order give the same weights.
 */
public final class Seed {
  private final long value;
  private long next;

  /** Starts with stream 0 of the given seed. */
  public Seed(long value) {
    this.value = value;
  }

  /** The seed's number. */
  public long value() {
    return value;
  }

  /** The next stream not handed out yet. */
  public RandomStream nextStream() {
    return new RandomStream(value, next++);
  }
}
