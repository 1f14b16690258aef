package dev.javelin.nn;

import dev.javelin.plan.Window;

/** Where on an axis the windows of a pooling lie: that of each output, as far as on the axis. */
final class PoolAxis {
  private final int length;
  private final int[] first;
  private final int[] end;
  private final int[] counted;

  private PoolAxis(int length, int outputs) {
    this.length = length;
    first = new int[outputs];
    end = new int[outputs];
    counted = new int[outputs];
  }

  /** Windows that slide along an axis of a length. */
  static PoolAxis of(Window window, boolean ceilMode, int length) {
    int outputs = ceilMode ? window.ceilOutputs(length) : window.outputs(length);
    var axis = new PoolAxis(length, Math.max(0, outputs));
    for (int o = 0; o < outputs; o++) {
      int start = o * window.stride() - window.before();
      int taps = start < 0 ? Math.ceilDiv(-start, window.dilation()) : 0;
      axis.first[o] = start + taps * window.dilation();
      axis.end[o] = Math.min(length, start + window.extent());
      axis.counted[o] = Math.min(length + window.after(), start + window.extent()) - start;
    }
    return axis;
  }

  /** An axis in so many bins, which overlap where it does not divide: PyTorch's rule. */
  static PoolAxis adaptive(int length, int outputs) {
    var axis = new PoolAxis(length, outputs);
    for (int o = 0; o < outputs; o++) {
      axis.first[o] = (int) ((long) o * length / outputs);
      axis.end[o] = (int) Math.ceilDiv((o + 1L) * length, outputs);
      axis.counted[o] = axis.end[o] - axis.first[o];
    }
    return axis;
  }

  /** The least length on which windows find something to pool. */
  static int leastLength(Window window, boolean ceilMode) {
    int length = 1;
    while (!of(window, ceilMode, length).poolsSomething()) {
      length++;
    }
    return length;
  }

  /** Whether there are windows, each with a tap on the axis. */
  boolean poolsSomething() {
    for (int o = 0; o < outputs(); o++) {
      if (first[o] >= end[o]) {
        return false;
      }
    }
    return outputs() > 0;
  }

  int length() {
    return length;
  }

  int outputs() {
    return first.length;
  }

  /** The first position of an output's window that is on the axis. */
  int first(int output) {
    return first[output];
  }

  /** The position after the last of an output's window that is on the axis. */
  int end(int output) {
    return end[output];
  }

  /** How many positions of an output's window are on the axis. */
  int size(int output) {
    return end[output] - first[output];
  }

  /** How many positions of an output's window are on the axis or its padding. */
  int counted(int output) {
    return counted[output];
  }

  /** Whether a single window covers the axis. */
  boolean isOneWindow() {
    return outputs() == 1 && size(0) == length;
  }
}
