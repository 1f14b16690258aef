package dev.javelin.kernels;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A matrix product to be computed: a shape with gaps between rows, and where its matrices start.
 *
 * @param offset of A; those of B and C are one and two more
 */
record GemmCase(GemmShape shape, int offset, boolean accumulate, long seed) {
  private static final int LONGEST = 90;

  static Arbitrary<GemmCase> any() {
    Arbitrary<Integer> length = Arbitraries.integers().between(1, LONGEST);
    Arbitrary<Boolean> flag = Arbitraries.of(true, false);
    Arbitrary<Integer> gap = Arbitraries.integers().between(0, 3);
    Arbitrary<GemmShape> changing =
        Combinators.combine(length, length, length, flag, flag, gap, gap, gap)
            .as(
                (m, n, k, ta, tb, a, b, c) -> {
                  int lda = (ta ? m : k) + a;
                  int ldb = (tb ? k : n) + b;
                  return new GemmShape(m, n, k, ta, tb, lda, ldb, n + c, false);
                });
    Arbitrary<GemmShape> shape =
        Combinators.combine(changing, flag).as((s, keeps) -> keeps ? s.keepingB() : s);
    return Combinators.combine(shape, gap, flag, Arbitraries.longs()).as(GemmCase::new);
  }

  int indexA(int i, int p) {
    return offset + (shape.transposeA() ? p * shape.lda() + i : i * shape.lda() + p);
  }

  int indexB(int p, int j) {
    return offset + 1 + (shape.transposeB() ? j * shape.ldb() + p : p * shape.ldb() + j);
  }

  int indexC(int i, int j) {
    return offset + 2 + i * shape.ldc() + j;
  }

  Random random() {
    return new Random(seed);
  }

  /** How many floats each of the three arrays needs, and some beyond. */
  int arrayLength() {
    return 10 + (LONGEST + 3) * LONGEST;
  }

  /**
   * The array of C after the product. A B that is kept is multiplied three times: with the other
   * {@link #accumulate}, then twice as wanted, which must give the same bits.
   */
  float[] run(Kernels kernels, float[] a, float[] b, float[] c) {
    Gemm gemm = kernels.gemm(shape);
    gemm.loadB(b, offset + 1);
    float[] result = c.clone();
    if (shape.keepsB()) {
      gemm.multiply(a, offset, c.clone(), offset + 2, !accumulate);
      gemm.multiply(a, offset, result, offset + 2, accumulate);
      float[] before = result;
      result = c.clone();
      gemm.multiply(a, offset, result, offset + 2, accumulate);
      Numbers.assertSameBits(result, before);
    } else {
      gemm.multiply(a, offset, result, offset + 2, accumulate);
    }
    return result;
  }
}
