package dev.javelin.simd.gemm;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.PANEL;

import dev.javelin.kernels.Gemm;
import dev.javelin.kernels.GemmShape;

/**
 * C computed as the transpose of op(B)' op(A)'.
 *
 * <p>For {@code x W'} with W stored {@code [out, in]} and a small batch, nearly all of the packing
 * is W's transposition; and with few outputs, most lanes stay empty. Mirrored, the rows of W are
 * read where they stand, and what is transposed is the batch and the result. The sums are the same,
 * factor by factor, and so are the bits.
 */
final class MirroredGemm implements Gemm {
  private final GemmShape shape;
  private final Gemm mirror;
  private final float[] transposedC;

  private float[] b;
  private int bOffset;

  MirroredGemm(GemmShape shape) {
    this.shape = shape;
    this.mirror =
        VectorGemm.unmirrored(
            new GemmShape(
                shape.n(),
                shape.m(),
                shape.k(),
                !shape.transposeB(),
                !shape.transposeA(),
                shape.ldb(),
                shape.lda(),
                shape.m(),
                false));
    this.transposedC = new float[Math.multiplyExact(shape.n(), shape.m())];
  }

  /**
   * Whether mirroring pays, in sixths of a tile's multiply-add of a vector, padding included. To
   * transpose a float takes about as long as one of these. Where vectors have 512 bits it takes two
   * thirds of it, and a multiply-add in a tile of a single vector's width half as long again. A
   * batch of up to half a vector's lanes would be transposed number by number.
   */
  static boolean pays(GemmShape shape) {
    if (shape.transposeA() || !shape.transposeB() || shape.m() <= LANES / 2) {
      return false;
    }
    long m = shape.m();
    long n = shape.n();
    long k = shape.k();
    int transposed = LANES == 16 ? 4 : 6;
    int added = LANES == 16 && n <= LANES ? 9 : 6;
    long plain = added * m * vectors(n, LANES) * k + transposed * n * k;
    long mirrored = 6 * n * vectors(m, PANEL) * k + transposed * (m * k + 2 * m * n);
    return mirrored < plain;
  }

  /** How many vectors so many columns take, padded to a multiple of a width. */
  private static long vectors(long columns, int width) {
    return (columns + width - 1) / width * (width / LANES);
  }

  @Override
  public void loadB(float[] b, int bOffset) {
    this.b = b;
    this.bOffset = bOffset;
  }

  @Override
  public void multiply(float[] a, int aOffset, float[] c, int cOffset, boolean accumulate) {
    if (b == null) {
      throw new IllegalStateException("no matrix B was loaded");
    }
    int m = shape.m();
    int n = shape.n();
    if (accumulate) {
      Transpose.run(m, n, c, cOffset, shape.ldc(), transposedC, 0, m);
    }
    mirror.loadB(a, aOffset);
    mirror.multiply(b, bOffset, transposedC, 0, accumulate);
    Transpose.run(n, m, transposedC, 0, m, c, cOffset, shape.ldc());
  }
}
