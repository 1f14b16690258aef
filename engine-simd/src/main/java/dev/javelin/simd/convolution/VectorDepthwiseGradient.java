package dev.javelin.simd.convolution;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;
import static dev.javelin.simd.VectorSpec.SPECIES;

import dev.javelin.kernels.ConvolutionGradient;
import dev.javelin.kernels.ConvolutionGradientShape;
import dev.javelin.simd.gemm.Transpose;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The weights' gradient where every row of dy has a grid of its own: rows are lanes. The grids and
 * dy of as many rows as two vectors hold are transposed, so that a vector is one place of all.
 */
public final class VectorDepthwiseGradient implements ConvolutionGradient {
  /**
   * Terms of a tile, by two vectors of rows. With 8 there are so many loads that C2 stops inlining
   * before the last.
   */
  private static final int TERMS = LANES >= 16 ? 6 : 4;

  /** Most places at a time. */
  private static final int BLOCK = 256;

  private final ConvolutionGradientShape shape;
  private final int[] offsets;
  private final int span;
  // [positions of a grid, PANEL]
  private final float[] grid;
  // [places of a block, PANEL]
  private final float[] dyPanel = new float[BLOCK * PANEL];
  // [terms, PANEL]
  private final float[] sums;
  private final int[] places = new int[BLOCK];

  /** Binds. */
  public VectorDepthwiseGradient(ConvolutionGradientShape shape) {
    this.shape = shape;
    offsets = shape.inputOffsets();
    int lastPlace = Arrays.stream(shape.places()).max().orElseThrow();
    span = lastPlace + Arrays.stream(offsets).max().orElseThrow() + 1;
    grid = new float[Math.multiplyExact(span, PANEL)];
    sums = new float[Math.ceilDiv(offsets.length, TERMS) * TERMS * PANEL];
  }

  @Override
  public void run(
      int images,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] x,
      int xOffset,
      int xStride,
      float[] dw,
      int dwOffset) {
    int terms = offsets.length;
    for (int row = 0; row < shape.rows(); row += PANEL) {
      int rows = Math.min(PANEL, shape.rows() - row);
      Arrays.fill(sums, 0f);
      int from = dyOffset + row * shape.rowStride();
      int gridAt = xOffset + row * shape.inputRowStride();
      for (int i = 0; i < images; i++) {
        Transpose.run(rows, span, x, gridAt + i * xStride, shape.inputRowStride(), grid, 0, PANEL);
        image(rows, dy, from + i * dyStride);
      }
      Transpose.run(terms, rows, sums, 0, PANEL, dw, dwOffset + row * terms, terms);
    }
  }

  private void image(int rows, float[] dy, int from) {
    int length = shape.places().length;
    for (int p = 0; p < length; p += BLOCK) {
      int count = Math.min(BLOCK, length - p);
      System.arraycopy(shape.places(), p, places, 0, count);
      Transpose.run(rows, count, dy, from + p, shape.rowStride(), dyPanel, 0, PANEL);
      for (int k = 0; k < offsets.length; k += TERMS) {
        int last = offsets.length - 1;
        if (TERMS == 4 || last - k < 4) {
          tile4x2(places, count, grid, offsets, k, last, dyPanel, sums, k * PANEL);
        } else {
          tile6x2(places, count, grid, offsets, k, last, dyPanel, sums, k * PANEL);
        }
      }
    }
  }

  /** 6 terms x 2 vectors; terms behind the last are the last again. */
  private static void tile6x2(
      int[] places,
      int count,
      float[] x,
      int[] offsets,
      int k,
      int last,
      float[] dy,
      float[] dw,
      int to) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, dw, to);
    FloatVector s01 = FloatVector.fromArray(SPECIES, dw, to + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, dw, to + PANEL);
    FloatVector s11 = FloatVector.fromArray(SPECIES, dw, to + PANEL + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, dw, to + 2 * PANEL);
    FloatVector s21 = FloatVector.fromArray(SPECIES, dw, to + 2 * PANEL + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, dw, to + 3 * PANEL);
    FloatVector s31 = FloatVector.fromArray(SPECIES, dw, to + 3 * PANEL + LANES);
    FloatVector s40 = FloatVector.fromArray(SPECIES, dw, to + 4 * PANEL);
    FloatVector s41 = FloatVector.fromArray(SPECIES, dw, to + 4 * PANEL + LANES);
    FloatVector s50 = FloatVector.fromArray(SPECIES, dw, to + 5 * PANEL);
    FloatVector s51 = FloatVector.fromArray(SPECIES, dw, to + 5 * PANEL + LANES);
    int o0 = offsets[k] * PANEL;
    int o1 = offsets[Math.min(k + 1, last)] * PANEL;
    int o2 = offsets[Math.min(k + 2, last)] * PANEL;
    int o3 = offsets[Math.min(k + 3, last)] * PANEL;
    int o4 = offsets[Math.min(k + 4, last)] * PANEL;
    int o5 = offsets[Math.min(k + 5, last)] * PANEL;
    for (int p = 0, d = 0; p < count; p++, d += PANEL) {
      int place = places[p] * PANEL;
      FloatVector d0 = FloatVector.fromArray(SPECIES, dy, d);
      FloatVector d1 = FloatVector.fromArray(SPECIES, dy, d + LANES);
      s00 = d0.fma(FloatVector.fromArray(SPECIES, x, place + o0), s00);
      s01 = d1.fma(FloatVector.fromArray(SPECIES, x, place + o0 + LANES), s01);
      s10 = d0.fma(FloatVector.fromArray(SPECIES, x, place + o1), s10);
      s11 = d1.fma(FloatVector.fromArray(SPECIES, x, place + o1 + LANES), s11);
      s20 = d0.fma(FloatVector.fromArray(SPECIES, x, place + o2), s20);
      s21 = d1.fma(FloatVector.fromArray(SPECIES, x, place + o2 + LANES), s21);
      s30 = d0.fma(FloatVector.fromArray(SPECIES, x, place + o3), s30);
      s31 = d1.fma(FloatVector.fromArray(SPECIES, x, place + o3 + LANES), s31);
      s40 = d0.fma(FloatVector.fromArray(SPECIES, x, place + o4), s40);
      s41 = d1.fma(FloatVector.fromArray(SPECIES, x, place + o4 + LANES), s41);
      s50 = d0.fma(FloatVector.fromArray(SPECIES, x, place + o5), s50);
      s51 = d1.fma(FloatVector.fromArray(SPECIES, x, place + o5 + LANES), s51);
    }
    s00.intoArray(dw, to);
    s01.intoArray(dw, to + LANES);
    s10.intoArray(dw, to + PANEL);
    s11.intoArray(dw, to + PANEL + LANES);
    s20.intoArray(dw, to + 2 * PANEL);
    s21.intoArray(dw, to + 2 * PANEL + LANES);
    s30.intoArray(dw, to + 3 * PANEL);
    s31.intoArray(dw, to + 3 * PANEL + LANES);
    s40.intoArray(dw, to + 4 * PANEL);
    s41.intoArray(dw, to + 4 * PANEL + LANES);
    s50.intoArray(dw, to + 5 * PANEL);
    s51.intoArray(dw, to + 5 * PANEL + LANES);
  }

  /** 4 terms x 2 vectors, likewise. */
  private static void tile4x2(
      int[] places,
      int count,
      float[] x,
      int[] offsets,
      int k,
      int last,
      float[] dy,
      float[] dw,
      int to) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, dw, to);
    FloatVector s01 = FloatVector.fromArray(SPECIES, dw, to + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, dw, to + PANEL);
    FloatVector s11 = FloatVector.fromArray(SPECIES, dw, to + PANEL + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, dw, to + 2 * PANEL);
    FloatVector s21 = FloatVector.fromArray(SPECIES, dw, to + 2 * PANEL + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, dw, to + 3 * PANEL);
    FloatVector s31 = FloatVector.fromArray(SPECIES, dw, to + 3 * PANEL + LANES);
    int o0 = offsets[k] * PANEL;
    int o1 = offsets[Math.min(k + 1, last)] * PANEL;
    int o2 = offsets[Math.min(k + 2, last)] * PANEL;
    int o3 = offsets[Math.min(k + 3, last)] * PANEL;
    for (int p = 0, d = 0; p < count; p++, d += PANEL) {
      int place = places[p] * PANEL;
      FloatVector d0 = FloatVector.fromArray(SPECIES, dy, d);
      FloatVector d1 = FloatVector.fromArray(SPECIES, dy, d + LANES);
      s00 = d0.fma(FloatVector.fromArray(SPECIES, x, place + o0), s00);
      s01 = d1.fma(FloatVector.fromArray(SPECIES, x, place + o0 + LANES), s01);
      s10 = d0.fma(FloatVector.fromArray(SPECIES, x, place + o1), s10);
      s11 = d1.fma(FloatVector.fromArray(SPECIES, x, place + o1 + LANES), s11);
      s20 = d0.fma(FloatVector.fromArray(SPECIES, x, place + o2), s20);
      s21 = d1.fma(FloatVector.fromArray(SPECIES, x, place + o2 + LANES), s21);
      s30 = d0.fma(FloatVector.fromArray(SPECIES, x, place + o3), s30);
      s31 = d1.fma(FloatVector.fromArray(SPECIES, x, place + o3 + LANES), s31);
    }
    s00.intoArray(dw, to);
    s01.intoArray(dw, to + LANES);
    s10.intoArray(dw, to + PANEL);
    s11.intoArray(dw, to + PANEL + LANES);
    s20.intoArray(dw, to + 2 * PANEL);
    s21.intoArray(dw, to + 2 * PANEL + LANES);
    s30.intoArray(dw, to + 3 * PANEL);
    s31.intoArray(dw, to + 3 * PANEL + LANES);
  }
}
