package dev.javelin.benchmarks.peers.libtorch;

import dev.javelin.benchmarks.ConvProblem;
import dev.javelin.benchmarks.ConvShapes;
import dev.javelin.benchmarks.Convolution;
import dev.javelin.benchmarks.Measured;
import dev.javelin.benchmarks.Work;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The convolution in libtorch, by oneDNN, on images with channels last: its fastest way. */
@State(Scope.Benchmark)
public class ConvBenchmark extends Measured {
  private static final long[] NO_DILATION = {1, 1};
  private static final long[] NO_OUTPUT_PADDING = {0, 0};

  @Param({"1", "2"})
  private int threads;

  private final BoolPointer allGradients = new BoolPointer(3);
  private ConvProblem problem;
  private Tensor x;
  private Tensor dy;
  private Tensor weight;
  private TensorOptional bias;
  private LongArrayRefOptional biasSize;
  private long[] stride;
  private long[] padding;
  private long groups;

  /** Copies the operands and compares the results. */
  @Setup
  public void open(ConvShapes shapes) {
    torch.set_num_threads(threads);
    Torch.silenceNnpack();
    allGradients.put(0, true).put(1, true).put(2, true);
    problem = new ConvProblem(shapes.convolution);
    Convolution convolution = problem.convolution();
    stride = new long[] {convolution.stride(), convolution.stride()};
    padding = new long[] {convolution.padding(), convolution.padding()};
    groups = convolution.groups();
    x = Torch.channelsLast(Torch.copyOf(problem.x()));
    dy = Torch.channelsLast(Torch.copyOf(problem.dy()));
    weight = Torch.channelsLast(Torch.copyOf(problem.weight().value()));
    bias = new TensorOptional(Torch.copyOf(problem.bias().value()));
    biasSize = new LongArrayRefOptional(convolution.out());
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      float[] y = Torch.toArray(output());
      var gradients = gradients();
      problem.check(
          y,
          Torch.toArray(gradients.get0()),
          Torch.toArray(gradients.get1()),
          Torch.toArray(gradients.get2()));
    }
  }

  private Tensor output() {
    return torch.conv2d(x, weight, bias, stride, padding, NO_DILATION, groups);
  }

  private T_TensorTensorTensor_T gradients() {
    return torch.convolution_backward(
        dy,
        x,
        weight,
        biasSize,
        stride,
        padding,
        NO_DILATION,
        false,
        NO_OUTPUT_PADDING,
        groups,
        allGradients);
  }

  /** The output. */
  @Benchmark
  public long forward(Work work) {
    work.arithmetic(problem.forwardFlops());
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return output().numel();
    }
  }

  /** The gradients by input, weight and bias. */
  @Benchmark
  public long backward(Work work) {
    work.arithmetic(problem.backwardFlops());
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return gradients().get0().numel();
    }
  }
}
