package dev.javelin.benchmarks;

import dev.javelin.nn.Conv2d;
import dev.javelin.nn.ConvOptions;
import dev.javelin.plan.Window;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;

/**
 * A convolution of images with a square kernel and no dilation.
 *
 * @param in channels
 * @param out channels
 * @param kernel height and width
 * @param stride positions from one output to the next
 * @param padding zeros on each side
 * @param groups of channels; as many as channels if depthwise
 */
public record Convolution(int in, int out, int kernel, int stride, int padding, int groups) {
  /** These settings; with a bias and PyTorch's first weights. */
  public ConvOptions options() {
    return ConvOptions.kernel(kernel).stride(stride).padding(padding).groups(groups);
  }

  /** Javelin's layer with these options or some that differ in other settings. */
  public Conv2d layer(ConvOptions options, Seed seed) {
    return new Conv2d(in, out, options, seed);
  }

  /**
   * Floating-point operations of a forward pass, without those on the padding's zeros, which an
   * implementation may or may not spare itself.
   *
   * @param input {@code [N, in, H, W]}
   */
  public double flops(Shape input) {
    double perPixel = 2.0 * in / groups * out;
    return perPixel * input.dim(0) * usefulTaps(input.dim(2)) * usefulTaps(input.dim(3));
  }

  /** How many pairs of an output and a tap along an axis lie on the image. */
  private int usefulTaps(int length) {
    int outputs = new Window(kernel, stride, padding, padding, 1).outputs(length);
    int taps = 0;
    for (int output = 0; output < outputs; output++) {
      int first = output * stride - padding;
      taps += Math.max(0, Math.min(length, first + kernel) - Math.max(0, first));
    }
    return taps;
  }
}
