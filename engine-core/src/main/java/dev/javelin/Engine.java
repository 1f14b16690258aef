package dev.javelin;

import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.KernelsLookup;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.ThreadTeam;

/**
 * What models run on: the kernels of this JVM and a team of threads. Results do not depend on
 * either. {@link #close} ends the threads; an engine of one thread has none and needs no close.
 */
public final class Engine implements AutoCloseable {
  /** Numbers below which handing a part to another thread costs more than it saves. */
  private static final int LEAST_PART = 8192;

  private final Kernels kernels;
  private final ThreadTeam team;

  private Engine(Kernels kernels, int threads) {
    this.kernels = kernels;
    this.team = new ThreadTeam(threads);
  }

  /** An engine with a thread for each processor. */
  public static Engine create() {
    return create(Runtime.getRuntime().availableProcessors());
  }

  /**
   * An engine of that many threads, the caller included.
   *
   * @throws IllegalArgumentException if below 1
   */
  public static Engine create(int threads) {
    return on(KernelsLookup.kernels(), threads);
  }

  /** An engine of that many threads with kernels of the caller's choice. */
  public static Engine on(Kernels kernels, int threads) {
    return new Engine(kernels, threads);
  }

  /** The kernels. */
  public Kernels kernels() {
    return kernels;
  }

  /** How many threads work on a task. */
  public int threads() {
    return team.size();
  }

  /** How many parts to split a pass over so many numbers into. */
  public int parts(long numbers) {
    return parts(numbers, LEAST_PART);
  }

  /**
   * How many parts to split work into: one for each thread, fewer where a part would be too small
   * to be worth handing out.
   *
   * @param work of the whole task
   * @param leastPart the least work of a part, in the same unit
   */
  public int parts(long work, long leastPart) {
    return Math.clamp(work / leastPart, 1, threads());
  }

  /** Runs the parts of a task on the team and returns when all are done. */
  public void run(PartTask task, int parts) {
    team.run(task, parts);
  }

  @Override
  public void close() {
    team.close();
  }
}
