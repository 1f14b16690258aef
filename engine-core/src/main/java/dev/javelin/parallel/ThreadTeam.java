package dev.javelin.parallel;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A few threads that do the parts of a task together with the caller.
 *
 * <p>Part 0 runs on the caller, part i on worker i, always: no queue, no stealing, nothing
 * allocated. A worker that has nothing to do spins for a moment, since a training step hands out
 * work every few dozen microseconds, and then parks. The threads are daemons and end on {@link
 * #close}. A second caller that finds the team at work does all its parts itself, so that many
 * threads may share a team.
 */
public final class ThreadTeam implements AutoCloseable {
  /** Rounds of waiting that burn a processor, a few dozen nanoseconds each. */
  private static final int SPINS = 1_000;

  /** Rounds that let others run, if others want to, before a worker parks. */
  private static final int YIELDS = 2_000;

  private final Worker[] workers;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicInteger pending = new AtomicInteger();
  private volatile boolean closed;
  private volatile boolean ended;
  // Written before, and read after, the volatile `ticket` of each worker.
  private PartTask task;
  private int parts;

  /**
   * Starts the threads.
   *
   * @param size how many threads work on a task, the caller included
   * @throws IllegalArgumentException if the size is below 1
   */
  public ThreadTeam(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a team needs at least 1 thread, not " + size);
    }
    workers = new Worker[size - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
      workers[i].start();
    }
  }

  /** How many threads work on a task, the caller included. */
  public int size() {
    return workers.length + 1;
  }

  /**
   * Runs {@code task.run(part)} for every part below {@code count} and returns when all are done.
   *
   * @throws RuntimeException or Error that a part threw; no part runs any more by then
   */
  public void run(PartTask task, int count) {
    if (count == 1 || workers.length == 0 || !busy.compareAndSet(false, true)) {
      for (int part = 0; part < count; part++) {
        task.run(part);
      }
      return;
    }
    try {
      runTogether(task, count);
    } finally {
      busy.set(false);
      if (closed) {
        endIfIdle();
      }
    }
  }

  private void runTogether(PartTask task, int count) {
    this.task = task;
    this.parts = count;
    int helpers = Math.min(workers.length, count - 1);
    pending.set(helpers);
    for (int i = 0; i < helpers; i++) {
      workers[i].wake();
    }
    Throwable failure = null;
    try {
      runPartsOf(0);
    } catch (Throwable e) {
      failure = e;
    }
    awaitHelpers();
    this.task = null;
    for (int i = 0; i < helpers; i++) {
      failure = merge(failure, workers[i].takeFailure());
    }
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new UndeclaredThrowableException(failure);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // yields to the very threads it waits for
  private void awaitHelpers() {
    for (int spins = 0; pending.get() > 0; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        // More threads than processors: let the helper run.
        Thread.yield();
      }
    }
  }

  /** A member does each part whose number, modulo the team's size, is its own. */
  private void runPartsOf(int member) {
    for (int part = member; part < parts; part += size()) {
      task.run(part);
    }
  }

  @SuppressWarnings("ReferenceEquality") // an exception cannot suppress itself
  private static Throwable merge(Throwable first, Throwable second) {
    if (first == null) {
      return second;
    }
    if (second != null && second != first) {
      first.addSuppressed(second);
    }
    return first;
  }

  /** Ends the threads. Work handed in afterwards runs on the caller. */
  @Override
  public void close() {
    closed = true;
    endIfIdle();
  }

  /**
   * Ends the threads unless a caller has the team, who will do it. The team stays busy for good.
   */
  private void endIfIdle() {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    ended = true;
    for (Worker worker : workers) {
      LockSupport.unpark(worker);
    }
  }

  private final class Worker extends Thread {
    private final int member;
    private volatile int ticket;
    private volatile boolean parked;
    private Throwable failure;

    Worker(int member) {
      super("javelin-" + member);
      this.member = member;
      setDaemon(true);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the caller that holds `busy` writes it
    void wake() {
      ticket++;
      if (parked) {
        LockSupport.unpark(this);
      }
    }

    Throwable takeFailure() {
      Throwable taken = failure;
      failure = null;
      return taken;
    }

    @Override
    public void run() {
      int done = 0;
      while (awaitTicketAfter(done)) {
        done++;
        try {
          runPartsOf(member);
        } catch (Throwable e) {
          failure = e;
        } finally {
          pending.decrementAndGet();
        }
      }
    }

    @SuppressWarnings("ThreadPriorityCheck") // a processor that others want is better left to them
    private boolean awaitTicketAfter(int done) {
      for (int rounds = 0; rounds < SPINS + YIELDS; rounds++) {
        if (ticket != done) {
          return true;
        }
        if (rounds < SPINS) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
      }
      while (ticket == done && !ended) {
        parked = true;
        // Looked at again after `parked` is set, so that a wake in between is not lost.
        if (ticket == done && !ended) {
          LockSupport.park(this);
        }
        parked = false;
      }
      return ticket != done;
    }
  }
}
