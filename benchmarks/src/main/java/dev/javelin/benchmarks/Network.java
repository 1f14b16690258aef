package dev.javelin.benchmarks;

import dev.javelin.layer.Layer;
import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Sequential;
import dev.javelin.nn.init.Initializers;
import dev.javelin.random.Seed;
import java.util.ArrayList;

/** The lesson's fully connected networks, by the names of their recipes: ReLU between layers. */
public enum Network {
  /** Softmax regression. */
  MNIST_SOFTMAX(784, 10),
  /** Two hidden layers. */
  MNIST_NN(784, 256, 256, 10),
  /** Four hidden layers. */
  MNIST_NN_DEEP(784, 512, 512, 512, 512, 10);

  private static final long SEED = 777;

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
  private final int[] widths;

  Network(int... widths) {
    this.widths = widths;
  }

  /** The number of linear layers. */
  public int layers() {
    return widths.length - 1;
  }

  /** A new model, with the same first weights (Xavier's) at each call. */
  public Sequential model() {
    var seed = new Seed(SEED);
    var layers = new ArrayList<Layer>();
    for (int i = 0; i < layers(); i++) {
      layers.add(new Linear(widths[i], widths[i + 1], seed, Initializers.xavierUniform()));
      if (i + 1 < layers()) {
        layers.add(new ReLU());
      }
    }
    return new Sequential(layers.toArray(Layer[]::new));
  }

  /** Floating-point operations of the products of a forward pass. */
  public double forwardFlops(int batch) {
    double flops = 0;
    for (int i = 0; i < layers(); i++) {
      flops += 2.0 * batch * widths[i] * widths[i + 1];
    }
    return flops;
  }

  /** The same of a training step: twice more in backward, less the first layer's input gradient. */
  public double stepFlops(int batch) {
    return 3 * forwardFlops(batch) - 2.0 * batch * widths[0] * widths[1];
  }
}
