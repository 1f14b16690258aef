package dev.javelin.kernels.scalar;

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

/**
 * The reference implementation in plain Java: what each kernel means, and the fallback where vector
 * kernels cannot run.
 */
public final class ScalarKernels implements Kernels {
  private final Reductions reductions = new ScalarReductions();

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public Gemm gemm(GemmShape shape) {
    return new ScalarGemm(shape);
  }

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return new ScalarConvolution(shape);
  }

  @Override
  public Convolution channelsLastConvolution(ChannelsLastConvolutionShape shape) {
    return new ScalarChannelsLastConvolution(shape);
  }

  @Override
  public ConvolutionGradient convolutionGradient(ConvolutionGradientShape shape) {
    return new ScalarConvolutionGradient(shape);
  }

  @Override
  public Winograd winograd(WinogradShape shape) {
    return new ScalarWinograd(shape);
  }

  @Override
  public WinogradGradient winogradGradient(WinogradShape shape) {
    return new ScalarWinogradGradient(shape);
  }

  @Override
  public MaxPooling maxPooling(MaxPoolingShape shape) {
    return new ScalarMaxPooling(shape);
  }

  @Override
  public Transposition transposition() {
    return new ScalarTransposition();
  }

  @Override
  public RowCopy rowCopy(int fromStep, int toStep) {
    return RowCopy.byNumber(fromStep, toStep);
  }

  @Override
  public Pointwise pointwise(Program program) {
    return new ScalarPointwise(program);
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
    for (int i = 0; i < length; i++) {
      target[targetOffset + i] = (source[sourceOffset + i] & 0xff) / divisor;
    }
  }
}
