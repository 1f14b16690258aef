package dev.javelin.parallel;

/** Work that is handed out in numbered parts, independent of each other. */
@FunctionalInterface
public interface PartTask {
  /** Does one part. */
  void run(int part);
}
