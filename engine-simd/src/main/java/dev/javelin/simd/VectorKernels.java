package dev.javelin.simd;

import dev.javelin.formula.Program;
import dev.javelin.kernels.ChannelsLastConvolutionShape;
import dev.javelin.kernels.Convolution;
import dev.javelin.kernels.ConvolutionGradient;
import dev.javelin.kernels.ConvolutionGradientShape;
import dev.javelin.kernels.ConvolutionShape;
import dev.javelin.kernels.Gemm;
import dev.javelin.kernels.GemmShape;
import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.MaxPooling;
import dev.javelin.kernels.MaxPoolingShape;
import dev.javelin.kernels.Pointwise;
import dev.javelin.kernels.Reductions;
import dev.javelin.kernels.RowCopy;
import dev.javelin.kernels.Transposition;
import dev.javelin.kernels.Winograd;
import dev.javelin.kernels.WinogradGradient;
import dev.javelin.kernels.WinogradShape;
import dev.javelin.simd.convolution.VectorChannelsLastConvolution;
import dev.javelin.simd.convolution.VectorConvolution;
import dev.javelin.simd.convolution.VectorConvolutionGradient;
import dev.javelin.simd.convolution.VectorDepthwiseGradient;
import dev.javelin.simd.gemm.Transpose;
import dev.javelin.simd.gemm.VectorGemm;
import dev.javelin.simd.pointwise.PointwiseCompiler;
import dev.javelin.simd.winograd.VectorWinograd;
import dev.javelin.simd.winograd.VectorWinogradGradient;

/** The kernels on the Vector API, with vectors of the width this machine prefers. */
final class VectorKernels implements Kernels {
  private final Reductions reductions = new VectorReductions();
  private final PointwiseCompiler compiler = new PointwiseCompiler();

  /** {@code vector-} and the width in bits. */
  @Override
  public String name() {
    return "vector-" + VectorSpec.SPECIES.vectorBitSize();
  }

  @Override
  public Gemm gemm(GemmShape shape) {
    return VectorGemm.of(shape);
  }

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return new VectorConvolution(shape);
  }

  @Override
  public Convolution channelsLastConvolution(ChannelsLastConvolutionShape shape) {
    return new VectorChannelsLastConvolution(shape);
  }

  @Override
  public ConvolutionGradient convolutionGradient(ConvolutionGradientShape shape) {
    return shape.isDepthwise()
        ? new VectorDepthwiseGradient(shape)
        : new VectorConvolutionGradient(shape);
  }

  @Override
  public Winograd winograd(WinogradShape shape) {
    return new VectorWinograd(shape);
  }

  @Override
  public WinogradGradient winogradGradient(WinogradShape shape) {
    return new VectorWinogradGradient(shape);
  }

  @Override
  public MaxPooling maxPooling(MaxPoolingShape shape) {
    return new VectorMaxPooling(shape);
  }

  @Override
  public Transposition transposition() {
    return Transpose::run;
  }

  @Override
  public RowCopy rowCopy(int fromStep, int toStep) {
    RowCopy copy = RowCopy.byNumber(fromStep, toStep);
    if (fromStep == 1 && toStep == 1) {
      return new VectorRowCopy();
    }
    if (fromStep == 2 && toStep == 1) {
      return new VectorEvenRowCopy(copy);
    }
    if (fromStep == 1 && toStep == 2 && VectorSpec.HAS_MASKS) {
      return new VectorSpreadRowCopy(copy);
    }
    return copy;
  }

  @Override
  public Pointwise pointwise(Program program) {
    return compiler.bind(program);
  }

  @Override
  public Reductions reductions() {
    return reductions;
  }

  @Override
  public void unsignedBytesToFloats(
      byte[] source,
      int sourceOffset,
      float[] target,
      int targetOffset,
      int length,
      float divisor) {
    VectorBytes.toFloats(source, sourceOffset, target, targetOffset, length, divisor);
  }
}
