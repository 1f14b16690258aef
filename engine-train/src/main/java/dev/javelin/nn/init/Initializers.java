package dev.javelin.nn.init;

import dev.javelin.Initializer;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * PyTorch's {@code torch.nn.init}. For a weight {@code [out, in, ...]}, fan-in is the number of
 * inputs of one output, {@code in} times the size of a kernel, and fan-out the reverse.
 */
public final class Initializers {
  private Initializers() {}

  /** Uniform in [0, 1). */
  public static Initializer uniform() {
    return uniform(0, 1);
  }

  /** Uniform in [low, high). */
  public static Initializer uniform(double low, double high) {
    return (weight, random) ->
        fill(weight, random, r -> low + (high - low) * (double) r.nextFloat());
  }

  /** Normal with mean 0 and deviation 1, as {@code torch.nn.init.normal_} without arguments. */
  public static Initializer normal() {
    return normal(0, 1);
  }

  /** Normal. */
  public static Initializer normal(double mean, double deviation) {
    return (weight, random) -> fill(weight, random, r -> mean + deviation * r.nextGaussian());
  }

  /** Normal with mean 0 and deviation 1, cut off at ± 2. */
  public static Initializer truncatedNormal() {
    return truncatedNormal(0, 1, -2, 2);
  }

  /**
   * Normal, cut off at {@code a} and {@code b}.
   *
   * @throws IllegalArgumentException if a is not below b, or the deviation not above 0
   */
  public static Initializer truncatedNormal(double mean, double deviation, double a, double b) {
    if (!(a < b && deviation > 0)) {
      throw new IllegalArgumentException(
          "no normal distribution of deviation %s from %s to %s".formatted(deviation, a, b));
    }
    var standard = new TruncatedNormal((a - mean) / deviation, (b - mean) / deviation);
    return (weight, random) ->
        fill(weight, random, r -> Math.clamp(mean + deviation * standard.draw(r), a, b));
  }

  /** One number everywhere. */
  public static Initializer constant(double value) {
    return (weight, random) -> fill(weight, random, r -> value);
  }

  /** Ones. */
  public static Initializer ones() {
    return constant(1);
  }

  /** Zeros. */
  public static Initializer zeros() {
    return constant(0);
  }

  /** The identity: ones on the diagonal of a matrix, which need not be square. */
  public static Initializer eye() {
    return (weight, random) -> {
      requireRank("eye", 2, 2, weight.shape());
      Shape shape = weight.shape();
      zeros().fill(weight, random);
      for (int i = 0; i < Math.min(shape.dim(0), shape.dim(1)); i++) {
        weight.set(i * shape.dim(1) + i, 1);
      }
    };
  }

  /** The kernels of a convolution that leaves as many channels as it can as they are. */
  public static Initializer dirac() {
    return dirac(1);
  }

  /**
   * The same in groups of channels.
   *
   * @param groups the outputs are split into, each of which sees {@code in} inputs of its own
   */
  public static Initializer dirac(int groups) {
    return (weight, random) -> {
      requireRank("dirac", 3, 5, weight.shape());
      Shape shape = weight.shape();
      int out = shape.dim(0);
      if (groups < 1 || out % groups != 0) {
        throw new IllegalArgumentException(
            "dirac cannot split the " + out + " outputs of " + shape + " into " + groups);
      }
      zeros().fill(weight, random);
      int kernel = shape.size() / out / shape.dim(1);
      for (int o = 0; o < out; o++) {
        int i = o % (out / groups);
        if (i < shape.dim(1)) {
          weight.set((o * shape.dim(1) + i) * kernel + centre(shape), 1);
        }
      }
    };
  }

  /** Where in a kernel its middle is. */
  private static int centre(Shape shape) {
    int place = 0;
    for (int axis = 2; axis < shape.rank(); axis++) {
      place = place * shape.dim(axis) + shape.dim(axis) / 2;
    }
    return place;
  }

  /**
   * The factor by which a layer's weights should be larger because of the activation after it, with
   * PyTorch's default slope of 0.01 for {@link Nonlinearity#LEAKY_RELU}.
   */
  public static double calculateGain(Nonlinearity nonlinearity) {
    return nonlinearity.gain();
  }

  /**
   * The same.
   *
   * @param slope of {@link Nonlinearity#LEAKY_RELU} for negative inputs; the others have none
   */
  public static double calculateGain(Nonlinearity nonlinearity, double slope) {
    return nonlinearity.gain(slope);
  }

  /** Xavier uniform with gain 1. */
  public static Initializer xavierUniform() {
    return xavierUniform(1);
  }

  /**
   * Uniform within ± gain sqrt(6 / (fan-in + fan-out)), which keeps the variance of activations and
   * gradients alike from layer to layer (Glorot and Bengio, "Understanding the difficulty of
   * training deep feedforward neural networks", 2010).
   */
  public static Initializer xavierUniform(double gain) {
    return (weight, random) -> {
      Fans fans = Fans.of(weight.shape());
      double bound = gain * Math.sqrt(6.0 / (fans.in() + fans.out()));
      uniform(-bound, bound).fill(weight, random);
    };
  }

  /** Xavier normal with gain 1. */
  public static Initializer xavierNormal() {
    return xavierNormal(1);
  }

  /** Normal with deviation gain sqrt(2 / (fan-in + fan-out)); see {@link #xavierUniform}. */
  public static Initializer xavierNormal(double gain) {
    return (weight, random) -> {
      Fans fans = Fans.of(weight.shape());
      normal(0, gain * Math.sqrt(2.0 / (fans.in() + fans.out()))).fill(weight, random);
    };
  }

  /**
   * Kaiming uniform by fan-in, for layers followed by a leaky ReLU.
   *
   * @param a the slope for negative inputs: 0 for ReLU; sqrt(5) gives PyTorch's default for layers
   */
  public static Initializer kaimingUniform(double a) {
    return kaimingUniform(a, FanMode.FAN_IN, Nonlinearity.LEAKY_RELU);
  }

  /**
   * Uniform within ± gain sqrt(3 / fan), which keeps the variance of activations (or gradients)
   * through layers with that activation (He, Zhang, Ren, Sun, "Delving deep into rectifiers",
   * 2015).
   *
   * @param a the slope of {@link Nonlinearity#LEAKY_RELU}; the others have none
   */
  public static Initializer kaimingUniform(double a, FanMode mode, Nonlinearity nonlinearity) {
    return (weight, random) -> {
      double fan = Fans.of(weight.shape()).of(mode);
      double bound = nonlinearity.gain(a) * Math.sqrt(3 / fan);
      uniform(-bound, bound).fill(weight, random);
    };
  }

  /** Kaiming normal by fan-in, for layers followed by a leaky ReLU of slope {@code a}. */
  public static Initializer kaimingNormal(double a) {
    return kaimingNormal(a, FanMode.FAN_IN, Nonlinearity.LEAKY_RELU);
  }

  /** Normal with deviation gain / sqrt(fan); see {@link #kaimingUniform}. */
  public static Initializer kaimingNormal(double a, FanMode mode, Nonlinearity nonlinearity) {
    return (weight, random) -> {
      double fan = Fans.of(weight.shape()).of(mode);
      normal(0, nonlinearity.gain(a) / Math.sqrt(fan)).fill(weight, random);
    };
  }

  /** Orthogonal with gain 1. */
  public static Initializer orthogonal() {
    return orthogonal(1);
  }

  /**
   * gain times a matrix with orthonormal rows or, if it has more rows than columns, columns (Saxe,
   * McClelland, Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear
   * neural networks", 2014): the Q of normal numbers' QR decomposition, R's diagonal positive. Axes
   * from the second on count as one.
   */
  public static Initializer orthogonal(double gain) {
    return (weight, random) -> {
      requireRank("orthogonal", 2, Integer.MAX_VALUE, weight.shape());
      int rows = weight.shape().dim(0);
      int columns = weight.size() / rows;
      boolean byRows = rows < columns;
      double[][] vectors = new double[Math.min(rows, columns)][Math.max(rows, columns)];
      for (int i = 0; i < weight.size(); i++) {
        int row = i / columns;
        int column = i % columns;
        vectors[byRows ? row : column][byRows ? column : row] = random.nextGaussian();
      }
      Orthonormal.orthonormalize(vectors);
      for (int i = 0; i < weight.size(); i++) {
        int row = i / columns;
        int column = i % columns;
        double q = vectors[byRows ? row : column][byRows ? column : row];
        weight.set(i, (float) (gain * q));
      }
    };
  }

  /** Sparse with deviation 0.01. */
  public static Initializer sparse(double sparsity) {
    return sparse(sparsity, 0.01);
  }

  /**
   * A normal matrix with zeros at random places of each column (Martens, "Deep learning via
   * Hessian-free optimization", 2010).
   *
   * @param sparsity the share of zeros in a column, rounded up to whole rows
   * @throws IllegalArgumentException if the share is not in [0, 1]
   */
  public static Initializer sparse(double sparsity, double deviation) {
    if (!(sparsity >= 0 && sparsity <= 1)) {
      throw new IllegalArgumentException("sparsity must be in [0, 1]: " + sparsity);
    }
    return (weight, random) -> {
      requireRank("sparse", 2, 2, weight.shape());
      int columns = weight.shape().dim(1);
      int[] order = new int[weight.shape().dim(0)];
      int zeros = (int) Math.ceil(sparsity * order.length);
      normal(0, deviation).fill(weight, random);
      for (int column = 0; column < columns; column++) {
        random.shuffle(order);
        for (int row : Arrays.copyOf(order, zeros)) {
          weight.set(row * columns + column, 0);
        }
      }
    };
  }

  private static void requireRank(String name, int least, int most, Shape shape) {
    if (shape.rank() < least || shape.rank() > most) {
      String axes = least == most ? "" + least : least + " or more";
      throw new IllegalArgumentException(
          name + " needs a weight of " + axes + " axes, not " + shape);
    }
  }

  private static void fill(
      Tensor tensor, RandomStream random, ToDoubleFunction<RandomStream> draw) {
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, (float) draw.applyAsDouble(random));
    }
  }
}
