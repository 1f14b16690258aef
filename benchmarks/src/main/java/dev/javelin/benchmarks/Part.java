package dev.javelin.benchmarks;

import dev.javelin.layer.Layer;
import dev.javelin.nn.Activations;
import dev.javelin.nn.PoolOptions;
import dev.javelin.nn.init.Initializers;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import java.util.List;

/** A part of a network, described so that every contender can make it; named as Javelin's layer. */
public sealed interface Part {
  /** Javelin's layer, with first weights. */
  Layer layer(Seed seed);

  /** Floating-point operations of the products of a forward pass. */
  default double flops(Shape input) {
    return 0;
  }

  /** One after the other. */
  record Sequential(List<Part> parts) implements Part {
    @Override
    public dev.javelin.nn.Sequential layer(Seed seed) {
      Layer[] layers = parts.stream().map(part -> part.layer(seed)).toArray(Layer[]::new);
      return new dev.javelin.nn.Sequential(layers);
    }

    @Override
    public double flops(Shape input) {
      Shape shape = input;
      double sum = 0;
      for (Part part : parts) {
        sum += part.flops(shape);
        shape = part.layer(new Seed(0)).outputShape(shape);
      }
      return sum;
    }
  }

  /** Adds what f gives to its input. */
  record Residual(Part f) implements Part {
    @Override
    public Layer layer(Seed seed) {
      return new dev.javelin.nn.Residual(f.layer(seed));
    }

    @Override
    public double flops(Shape input) {
      return f.flops(input);
    }
  }

  /** With a bias and Xavier's first weights. */
  record Linear(int in, int out) implements Part {
    @Override
    public Layer layer(Seed seed) {
      return new dev.javelin.nn.Linear(in, out, seed, Initializers.xavierUniform());
    }

    @Override
    public double flops(Shape input) {
      return 2.0 * input.dim(0) * in * out;
    }
  }

  /** With PyTorch's first weights. */
  record Conv2d(Convolution convolution, boolean bias) implements Part {
    @Override
    public Layer layer(Seed seed) {
      var options = convolution.options();
      return convolution.layer(bias ? options : options.withoutBias(), seed);
    }

    @Override
    public double flops(Shape input) {
      return convolution.flops(input);
    }
  }

  /** Normalises each channel. */
  record BatchNorm2d(int channels) implements Part {
    @Override
    public Layer layer(Seed seed) {
      return new dev.javelin.nn.BatchNorm2d(channels);
    }
  }

  /** max(0, x). */
  record ReLU() implements Part {
    @Override
    public Layer layer(Seed seed) {
      return new Activations.ReLU();
    }
  }

  /** Maxima of squares side by side. */
  record MaxPool2d(int kernel, int padding) implements Part {
    @Override
    public Layer layer(Seed seed) {
      return new dev.javelin.nn.MaxPool2d(PoolOptions.kernel(kernel).padding(padding));
    }
  }

  /** The mean of each channel, an image of one pixel. */
  record GlobalAvgPool2d() implements Part {
    @Override
    public Layer layer(Seed seed) {
      return new dev.javelin.nn.AdaptiveAvgPool2d(1);
    }
  }

  /** From images to rows. */
  record Flatten() implements Part {
    @Override
    public Layer layer(Seed seed) {
      return new dev.javelin.nn.Flatten();
    }
  }
}
