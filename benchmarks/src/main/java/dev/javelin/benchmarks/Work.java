package dev.javelin.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What one operation does, told by the benchmark beside its time, so that the report can give
 * GFLOP/s and GB/s. A benchmark sets the fields (it does not add to them).
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Work {
  /** Floating-point operations; a fused multiply-add is two. 0 if not counted. */
  public double flops;

  /** Bytes that must be read and written at least. 0 if not counted. */
  public double bytes;

  /** An operation bound by arithmetic. */
  public void arithmetic(double flops) {
    this.flops = flops;
  }

  /** An operation bound by memory. */
  public void traffic(double bytes) {
    this.bytes = bytes;
  }
}
