package dev.javelin.data;

import java.lang.reflect.UndeclaredThrowableException;

/**
 * Does one piece of work again and again on a daemon thread of its own, each time it is asked to,
 * while the caller goes on. Nothing is allocated.
 *
 * <p>The methods are for one thread at a time. The work sees what was written before {@link
 * #start}, and the caller what the work wrote after {@link #finish}.
 */
final class Background {
  private final Runnable work;
  private final Count asked = new Count();
  private final Count done = new Count();
  private Throwable failure;
  private volatile boolean closed;

  Background(String name, Runnable work) {
    this.work = work;
    Thread thread = new Thread(this::serve, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Asks for the work; what was asked for before must be finished. */
  void start() {
    asked.increment();
  }

  /** Waits until the work asked for is done or has failed. */
  void finish() {
    done.await(asked.value());
  }

  /** Throws what the work threw, if it has failed; to be called after {@link #finish}. */
  void check() {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new UndeclaredThrowableException(failure);
    }
  }

  /** Finishes the work asked for and ends the thread. */
  void close() {
    if (!closed) {
      finish();
      closed = true;
      asked.increment();
    }
  }

  private void serve() {
    for (long turn = 1; ; turn++) {
      asked.await(turn);
      if (closed) {
        return;
      }
      failure = null;
      try {
        work.run();
      } catch (Throwable e) {
        failure = e;
      }
      done.increment();
    }
  }
}
