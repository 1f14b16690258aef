package dev.javelin.kernels;

import dev.javelin.formula.Program;

/**
 * The numerical kernels an engine runs on: a small, closed set, below which nothing knows of
 * layers.
 *
 * <p>Kernels take arrays, offsets and lengths. What a kernel needs (packing buffers, a compiled
 * loop) is made when it is bound, so that a call has few arguments and allocates nothing. What is
 * bound belongs to one thread at a time, unless its own documentation says otherwise; {@link
 * Reductions}, {@link RowCopy} and {@link Transposition} may be shared.
 *
 * <p>Every implementation gives the same bits: see each method for the order of operations that it
 * must keep. {@code KernelsContract} in this module's test jar holds an implementation to that.
 */
public interface Kernels {
  /** A short name with the vector width, such as {@code vector-512} or {@code scalar}. */
  String name();

  /** A matrix product of fixed shape. */
  Gemm gemm(GemmShape shape);

  /** A convolution of fixed terms. */
  Convolution convolution(ConvolutionShape shape);

  /** A convolution of fixed terms whose results have their channels last. */
  Convolution channelsLastConvolution(ChannelsLastConvolutionShape shape);

  /** The gradient of a convolution by its weights. */
  ConvolutionGradient convolutionGradient(ConvolutionGradientShape shape);

  /** A convolution by kernels of 3 x 3 or 5 x 5 in fewer multiplications. */
  Winograd winograd(WinogradShape shape);

  /** Its gradient by its weights. */
  WinogradGradient winogradGradient(WinogradShape shape);

  /** Max pooling by given windows. */
  MaxPooling maxPooling(MaxPoolingShape shape);

  /** Transposes matrices of any size. */
  Transposition transposition();

  /**
   * Copies rows that stand apart.
   *
   * @param fromStep floats from one number of a row to the next where they stand
   * @param toStep the same where they are to stand
   */
  RowCopy rowCopy(int fromStep, int toStep);

  /** One pass over operand arrays, element by element. */
  Pointwise pointwise(Program program);

  /** Sums and maxima. */
  Reductions reductions();

  /**
   * Scaled pixels: {@code target[i] = (source[i] & 0xff) / divisor}.
   *
   * @param divisor 255 for the range 0 to 1
   */
  void unsignedBytesToFloats(
      byte[] source, int sourceOffset, float[] target, int targetOffset, int length, float divisor);
}
