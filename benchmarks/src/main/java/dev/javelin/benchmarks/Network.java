package dev.javelin.benchmarks;

import dev.javelin.nn.Sequential;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import java.util.List;

/** The lesson's networks, by the names of their recipes. */
public enum Network {
  /** Softmax regression. */
  MNIST_SOFTMAX(Shape.of(1, 784), NetworkParts.connected(784, 10)),
  /** Two hidden layers. */
  MNIST_NN(Shape.of(1, 784), NetworkParts.connected(784, 256, 256, 10)),
  /** Four hidden layers. */
  MNIST_NN_DEEP(Shape.of(1, 784), NetworkParts.connected(784, 512, 512, 512, 512, 10)),
  /** Two convolutions. */
  MNIST_CNN(Shape.of(1, 1, 28, 28), NetworkParts.cnn()),
  /**
   * Three convolutions. Without dropout: contenders draw other numbers, so that their losses could
   * not be compared.
   */
  MNIST_DEEP_CNN(Shape.of(1, 1, 28, 28), NetworkParts.deepCnn()),
  /** Residual blocks. */
  MNIST_RESNET(Shape.of(1, 1, 28, 28), NetworkParts.resnet());

  private static final long SEED = 777;

  @SuppressWarnings("ImmutableEnumChecker") // a Shape is immutable
  private final Shape image;

  @SuppressWarnings("ImmutableEnumChecker") // records, and lists that cannot be changed
  private final Part.Sequential parts;

  private final double flops;
  private final double firstLayersFlops;

  Network(Shape image, List<Part> parts) {
    this.image = image;
    this.parts = new Part.Sequential(List.copyOf(parts));
    flops = this.parts.flops(image);
    firstLayersFlops = parts.getFirst().flops(image);
  }

  /** What it takes: rows of pixels {@code [batch, 784]}, or images {@code [batch, 1, 28, 28]}. */
  public Shape input(int batch) {
    return image.withFirst(batch);
  }

  /** What it is made of. */
  public Part.Sequential parts() {
    return parts;
  }

  /** A new model, with the same first weights at each call. */
  public Sequential model() {
    return parts.layer(new Seed(SEED));
  }

  /** Floating-point operations of the products of a forward pass. */
  public double forwardFlops(int batch) {
    return batch * flops;
  }

  /** The same of a training step: twice more in backward, less the first layer's input gradient. */
  public double stepFlops(int batch) {
    return batch * (3 * flops - firstLayersFlops);
  }
}
