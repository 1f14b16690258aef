package dev.javelin.benchmarks.peers.libtorch;

import dev.javelin.Parameter;
import dev.javelin.benchmarks.Convolution;
import dev.javelin.benchmarks.Network;
import dev.javelin.benchmarks.Part;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A network of the lesson in libtorch, with Javelin's first weights. Images are kept with channels
 * last, which is its fastest way: its maximum pooling is not vectorised otherwise.
 */
final class TorchNetwork {
  private static final long[] NO_DILATION = {1, 1};

  private final TensorVector parameters = new TensorVector();
  private final UnaryOperator<Tensor> function;

  TorchNetwork(Network network) {
    Torch.silenceNnpack();
    function = function(network.parts(), network.model().parameters().iterator());
  }

  /** A part as a function, which takes its weights as they come. */
  private UnaryOperator<Tensor> function(Part part, Iterator<Parameter> weights) {
    return switch (part) {
      case Part.Sequential(List<Part> parts) -> {
        var functions = parts.stream().map(each -> function(each, weights)).toList();
        yield x -> {
          Tensor value = x;
          for (UnaryOperator<Tensor> each : functions) {
            value = each.apply(value);
          }
          return value;
        };
      }
      case Part.Residual(Part f) -> {
        UnaryOperator<Tensor> branch = function(f, weights);
        yield x -> x.add(branch.apply(x));
      }
      case Part.Linear _ -> {
        Tensor weight = next(weights);
        var bias = new TensorOptional(next(weights));
        yield x -> torch.linear(x, weight, bias);
      }
      case Part.Conv2d(Convolution c, boolean hasBias) -> {
        Tensor weight = next(weights);
        var bias = hasBias ? new TensorOptional(next(weights)) : new TensorOptional();
        long[] stride = {c.stride(), c.stride()};
        long[] padding = {c.padding(), c.padding()};
        yield x -> torch.conv2d(x, weight, bias, stride, padding, NO_DILATION, c.groups());
      }
      case Part.BatchNorm2d(int channels) -> {
        var weight = new TensorOptional(next(weights));
        var bias = new TensorOptional(next(weights));
        var mean = new TensorOptional(torch.zeros(channels));
        var variance = new TensorOptional(torch.ones(channels));
        yield x -> torch.batch_norm(x, weight, bias, mean, variance, true, 0.1, 1e-5, false);
      }
      case Part.ReLU _ -> torch::relu;
      case Part.MaxPool2d(int side, int pad) -> {
        long[] kernel = {side, side};
        long[] padding = {pad, pad};
        yield x -> torch.max_pool2d(x, kernel, kernel, padding, NO_DILATION, false);
      }
      case Part.GlobalAvgPool2d _ -> x -> torch.adaptive_avg_pool2d(x, 1, 1);
      case Part.Flatten _ -> x -> torch.flatten(x, 1, -1);
    };
  }

  private Tensor next(Iterator<Parameter> weights) {
    Tensor weight = copyOf(weights.next().value()).set_requires_grad(true);
    parameters.push_back(weight);
    return weight;
  }

  /** A copy, images and their kernels with channels last. */
  static Tensor copyOf(dev.javelin.tensor.Tensor tensor) {
    Tensor copy = Torch.copyOf(tensor);
    return tensor.shape().rank() == 4 ? Torch.channelsLast(copy) : copy;
  }

  TensorVector parameters() {
    return parameters;
  }

  Tensor forward(Tensor input) {
    return function.apply(input);
  }
}
