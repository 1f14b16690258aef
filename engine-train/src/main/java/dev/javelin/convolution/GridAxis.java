package dev.javelin.convolution;

import dev.javelin.plan.Window;
import java.util.stream.IntStream;

/**
 * One axis of a convolution, between its <i>wide</i> side, which the window slides over, and its
 * <i>narrow</i> side, which has a number for each place of the window. (A transposed convolution
 * goes from narrow to wide.)
 *
 * <p>On a grid, the wide side is cut into as many phases as the stride: padded index i stands at
 * position i / stride of phase i % stride. Tap t then meets output o at position {@code o +
 * shift(t)} of phase {@code phase(t)}, whatever stride and dilation are; and the other way round,
 * position q of that phase takes tap t from output {@code q - shift(t)}.
 *
 * @param window how the kernel slides
 * @param length of the wide side
 * @param outputs of the narrow side
 */
record GridAxis(Window window, int length, int outputs) {
  private int phases() {
    return window.stride();
  }

  int phase(int tap) {
    return tap * window.dilation() % window.stride();
  }

  int shift(int tap) {
    return tap * window.dilation() / window.stride();
  }

  /** The phases that a tap stands on, in order: those of which a grid has planes. */
  int[] usedPhases() {
    return IntStream.range(0, window.kernel()).map(this::phase).distinct().sorted().toArray();
  }

  /** The phases that have a number of the wide side. */
  int[] filledPhases() {
    int most = Math.min(phases(), window.before() + length);
    return IntStream.range(0, most).filter(phase -> wide(phase).count() > 0).toArray();
  }

  private int longestShift() {
    return shift(window.kernel() - 1);
  }

  /** The position of a phase's first number that is no padding. */
  private int first(int phase) {
    return Math.ceilDiv(Math.max(0, window.before() - phase), window.stride());
  }

  /** The position behind its last. */
  private int end(int phase) {
    return Math.ceilDiv(Math.max(0, window.before() + length - phase), window.stride());
  }

  /** The numbers of a phase of the wide side: all of them, from position 0 of a grid on. */
  Span wide(int phase) {
    int first = first(phase);
    int from = first * window.stride() + phase - window.before();
    return new Span(from, window.stride(), 0, end(phase) - first);
  }

  /** Those that the window reaches, as they stand in a grid with the padding before them. */
  Span padded(int phase) {
    Span all = wide(phase);
    int first = first(phase);
    int reached = Math.min(end(phase), paddedLength());
    return new Span(all.from(), all.step(), first, Math.max(0, reached - first));
  }

  /** The positions that the window reaches in any phase. */
  int paddedLength() {
    return outputs + longestShift();
  }

  /** The narrow side as it stands in a grid with the zeros before it that a phase may meet. */
  Span narrow() {
    return new Span(0, 1, lead(), outputs);
  }

  /** The zeros before the narrow side: how far behind the first position a tap can be. */
  private int lead() {
    int lead = 0;
    for (int tap = 0; tap < window.kernel(); tap++) {
      lead = Math.max(lead, shift(tap) - first(phase(tap)));
    }
    return lead;
  }

  /** Where the narrow side's number stands that tap t takes to a phase's first number. */
  int narrowStart(int tap) {
    return lead() + first(phase(tap)) - shift(tap);
  }

  /** The length of the narrow side with zeros around it. */
  int narrowLength() {
    return lead() + Math.max(outputs, lastEnd());
  }

  private int lastEnd() {
    // Phases follow one another, and so the first of them has the last number's position.
    return end(0);
  }

  /**
   * Positions from one row of a grid to the next, if this axis runs along rows: the zeros before a
   * row serve as those behind the row before it, so there need not be room for both.
   */
  int pitch() {
    int pitch = Math.max(lead() + outputs, lastEnd());
    for (int phase : usedPhases()) {
      pitch = Math.max(pitch, Math.min(end(phase), paddedLength()));
      pitch = Math.max(pitch, paddedLength() - first(phase));
    }
    return pitch;
  }
}
