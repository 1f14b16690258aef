package dev.javelin.data;

import java.util.concurrent.locks.LockSupport;

/** A number that one thread counts up and another waits for: it spins briefly, then parks. */
final class Count {
  /** A few microseconds: enough for what is nearly ready, and no core kept from others. */
  private static final int SPINS = 200;

  private volatile long value;
  private volatile Thread waiter = Thread.currentThread();
  private volatile boolean parked;

  long value() {
    return value;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only one thread counts
  void increment() {
    value++;
    if (parked) {
      LockSupport.unpark(waiter);
    }
  }

  void await(long wanted) {
    for (int spins = 0; spins < SPINS; spins++) {
      if (value >= wanted) {
        return;
      }
      Thread.onSpinWait();
    }
    waiter = Thread.currentThread();
    parked = true;
    boolean interrupted = false;
    // Looked at again after `parked` is set, so that an increment in between is not lost.
    while (value < wanted) {
      LockSupport.park(this);
      // An interrupted thread cannot park.
      interrupted |= Thread.interrupted();
    }
    parked = false;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
