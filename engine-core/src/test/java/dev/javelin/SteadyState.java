package dev.javelin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What work allocates once the JIT has compiled it. Until then every vector is an object, and how
 * long that lasts depends on what else the machine does; so the work runs until it allocates no
 * more, and fails if it never stops.
 */
public final class SteadyState {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private SteadyState() {}

  /** Passes as soon as one run of the work allocates nothing on this thread. */
  public static void assertAllocatesNothing(String what, Runnable work) {
    assertSettles("bytes that " + what + " allocates", () -> allocatedBy(work), 0);
  }

  /** Passes as soon as a measurement is at most the bound. */
  public static void assertSettles(String what, LongSupplier measurement, long bound) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long measured = measurement.getAsLong();
    while (measured > bound && System.nanoTime() < end) {
      measured = measurement.getAsLong();
    }
    assertThat(measured).as(what).isLessThanOrEqualTo(bound);
  }

  /** The bytes that this thread allocates in one run of the work. */
  public static long allocatedBy(Runnable work) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
