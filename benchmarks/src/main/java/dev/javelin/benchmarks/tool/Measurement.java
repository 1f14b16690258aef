package dev.javelin.benchmarks.tool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A contender's answer.
 *
 * @param contender who
 * @param question what
 * @param samples microseconds an operation, an iteration each
 * @param flops floating-point operations an operation, or 0 if not bound by arithmetic
 * @param bytes read and written by an operation, or 0 if not bound by memory
 * @param allocated bytes of heap an operation
 */
record Measurement(
    Contender contender,
    Question question,
    List<Double> samples,
    double flops,
    double bytes,
    double allocated) {

  double microseconds() {
    return Statistics.median(samples);
  }

  /** How far the fastest and the slowest iteration are apart, as a share of the median. */
  double spread() {
    return (Collections.max(samples) - Collections.min(samples)) / microseconds();
  }

  double gigaflops() {
    return flops / microseconds() * 1e-3;
  }

  double gigabytes() {
    return bytes / microseconds() * 1e-3;
  }

  /** The samples of two rounds together; heap use of the later, which ran warmer. */
  Measurement and(Measurement later) {
    var both = new ArrayList<>(samples);
    both.addAll(later.samples);
    return new Measurement(contender, question, both, flops, bytes, later.allocated);
  }
}
