package dev.javelin.kernels;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A convolution to be computed, of terms anywhere within {@link #REACH}. */
record ConvolutionCase(ConvolutionShape shape, long seed) {
  private static final int REACH = 50;

  /** Where each array begins. */
  private static final int OFFSET = 3;

  static Arbitrary<ConvolutionCase> any() {
    Arbitrary<Integer> rows = Arbitraries.integers().between(1, 21);
    Arbitrary<Integer> runs = Arbitraries.integers().between(1, 12);
    // Whole tiles, if there is no gap, are put where they belong at once.
    Arbitrary<Integer> runLength =
        Arbitraries.oneOf(Arbitraries.integers().between(1, 40), Arbitraries.of(32, 64));
    Arbitrary<Integer> gap = Arbitraries.integers().between(0, 3);
    Arbitrary<Integer> terms =
        Arbitraries.oneOf(
            Arbitraries.integers().between(1, 12), Arbitraries.integers().between(300, 700));
    return Combinators.combine(rows, runs, runLength, gap, terms, Arbitraries.longs())
        .as(ConvolutionCase::of);
  }

  private static ConvolutionCase of(
      int rows, int runs, int runLength, int gap, int terms, long seed) {
    Random random = new Random(seed);
    int[] inputs = random.ints(terms, 0, REACH).toArray();
    int[] weights = new int[terms];
    for (int k = 0; k < terms; k++) {
      // Each has a place of its own, in another order than the terms'.
      weights[k] = terms - 1 - k;
    }
    int pitch = runLength + (random.nextBoolean() ? 0 : random.nextInt(1, 4));
    int stride = runs * runLength + gap;
    var shape =
        new ConvolutionShape(rows, runs, runLength, pitch, stride, inputs, weights, terms + gap);
    return new ConvolutionCase(shape, seed);
  }

  Random random() {
    return new Random(seed);
  }

  int gridLength() {
    return OFFSET + REACH + shape.length();
  }

  int resultLength() {
    return OFFSET + shape.rows() * shape.rowStride();
  }

  int weightLength() {
    return OFFSET + shape.rows() * shape.weightStride();
  }

  /** The array of y after the convolution of the first image. */
  float[] run(Kernels kernels, float[] w, float[] starts, float[] x, float[] y) {
    float[] result = y.clone();
    Convolution convolution = kernels.convolution(shape);
    convolution.load(w, OFFSET, starts, OFFSET);
    float[] scratch = new float[convolution.scratchLength()];
    Arrays.fill(scratch, Float.NaN);
    convolution.run(x, OFFSET, result, OFFSET, scratch);
    return result;
  }

  int indexX(int k, int p) {
    int place = p / shape.runLength() * shape.runPitch() + p % shape.runLength();
    return OFFSET + shape.inputOffsets()[k] + place;
  }

  int indexY(int r, int p) {
    return OFFSET + r * shape.rowStride() + p;
  }

  int indexW(int r, int k) {
    return OFFSET + r * shape.weightStride() + shape.weightOffsets()[k];
  }

  int indexStart(int r) {
    return OFFSET + r;
  }
}
