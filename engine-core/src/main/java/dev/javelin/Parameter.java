package dev.javelin;

import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * A learned tensor and the gradient of the loss by it.
 *
 * <p>As in PyTorch, backward adds to the gradient until {@link #zeroGrad}. Zeroing only marks it:
 * the next backward overwrites instead of adding, which spares a pass over memory.
 *
 * <p>The gradient of a {@link #sparse} parameter is kept for the rows that have one.
 */
public final class Parameter {
  private final String name;
  private final Tensor value;
  private final SparseGradient sparseGradient;
  // Made by the first who asks, whatever its thread: who only predicts never does.
  private volatile Tensor gradient;
  private boolean hasGradient;
  private long version;

  /**
   * A parameter with no gradient yet.
   *
   * @param name within its layer, PyTorch's: {@code weight}, {@code bias}
   */
  public Parameter(String name, Tensor value) {
    this(name, value, null);
  }

  private Parameter(String name, Tensor value, SparseGradient sparseGradient) {
    this.name = name;
    this.value = value;
    this.sparseGradient = sparseGradient;
  }

  /**
   * A matrix of which each batch concerns some rows only, as an embedding's.
   *
   * @param value {@code [rows, columns]}
   * @throws IllegalArgumentException if that is no matrix
   */
  public static Parameter sparse(String name, Tensor value) {
    Shape shape = value.shape();
    if (shape.rank() != 2) {
      throw new IllegalArgumentException(
          "a sparse parameter is a matrix [rows, columns], not " + name + shape);
    }
    return new Parameter(name, value, new SparseGradient(shape.dim(0), shape.dim(1)));
  }

  /** The name within its layer. */
  public String name() {
    return name;
  }

  /** The learned numbers. Whoever writes to them calls {@link #changed} afterwards. */
  public Tensor value() {
    return value;
  }

  /** Tells plans that keep a packed copy of the value that it was written to. */
  public void changed() {
    version++;
  }

  /** Grows with each {@link #changed}. */
  public long version() {
    return version;
  }

  /**
   * The gradient of the loss; zeros if there was no backward since {@link #zeroGrad}. To set a
   * gradient by hand, call {@link #beginGradient} and write to {@link #gradientBuffer}.
   */
  public Tensor gradient() {
    Tensor dense = dense();
    if (!hasGradient) {
      Arrays.fill(dense.array(), 0f);
    } else if (isSparse()) {
      sparseGradient.scatter(dense.array());
    }
    return dense;
  }

  /** Whether there was a backward since {@link #zeroGrad}. */
  public boolean hasGradient() {
    return hasGradient;
  }

  /** Forgets the gradient. */
  public void zeroGrad() {
    hasGradient = false;
  }

  /**
   * Called by a step's backward before it writes to {@link #gradientBuffer}.
   *
   * @return whether to add to what is there; if not, it is to be overwritten
   */
  public boolean beginGradient() {
    boolean accumulate = hasGradient;
    hasGradient = true;
    return accumulate;
  }

  /**
   * Where backward writes the gradient, whatever is there now; of the value's shape.
   *
   * @throws IllegalStateException if the gradient is sparse
   */
  public Tensor gradientBuffer() {
    if (isSparse()) {
      throw new IllegalStateException("the gradient of " + this + " is sparse, not dense");
    }
    return dense();
  }

  /**
   * Whether memory was taken for a dense gradient, as much again as for the value. Training takes
   * it; a model that only predicts has none.
   */
  public boolean hasGradientBuffer() {
    return gradient != null;
  }

  private Tensor dense() {
    Tensor dense = gradient;
    if (dense == null) {
      synchronized (this) {
        dense = gradient;
        if (dense == null) {
          dense = Tensor.zeros(value.shape());
          gradient = dense;
        }
      }
    }
    return dense;
  }

  /** Whether the gradient is kept for some rows only. */
  public boolean isSparse() {
    return sparseGradient != null;
  }

  /**
   * Where backward adds the gradient's rows, whatever is there now.
   *
   * @throws IllegalStateException if the gradient is dense
   */
  public SparseGradient sparseGradient() {
    if (!isSparse()) {
      throw new IllegalStateException("the gradient of " + this + " is dense, not sparse");
    }
    return sparseGradient;
  }

  /**
   * Checks that no parameter is in a list twice: whoever updates it would do so twice.
   *
   * @param user who is given the list, for the message
   * @throws IllegalArgumentException naming the first that is
   */
  public static void requireDistinct(String user, List<Parameter> parameters) {
    var seen = new HashSet<Parameter>();
    for (Parameter parameter : parameters) {
      if (!seen.add(parameter)) {
        throw new IllegalArgumentException(
            user + " takes each parameter once, but was given " + parameter + " twice");
      }
    }
  }

  /** Name and shape, such as {@code weight[256, 784]}. */
  @Override
  public String toString() {
    return name + value.shape();
  }
}
