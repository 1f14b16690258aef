package dev.javelin.loss;

import dev.javelin.Engine;
import dev.javelin.PlanCache;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * A loss of three tensors, the first two of one shape. It is to {@code Loss} as three inputs are to
 * two: {@link #bind} gives what computes, {@link #forward} binds on first use and belongs to one
 * thread at a time.
 *
 * <pre>{@code
 * var cost = new TripletMarginLoss().forward(anchor, positive, negative);
 * Tensor byNegative = cost.gradient(2);
 * }</pre>
 */
public abstract class TernaryLoss {
  private final PlanCache<Shape, Shape, Cost> plans = new PlanCache<>();

  /**
   * An executable loss.
   *
   * @param first the shape of the first and the second input
   * @param third the shape of the third
   * @throws ShapeMismatchException if the loss cannot take them
   */
  public abstract Cost bind(Shape first, Shape third, Engine engine);

  /** Runs {@link #forward} on an engine from now on; without it, on the calling thread. */
  public final TernaryLoss to(Engine engine) {
    plans.to(engine);
    return this;
  }

  /**
   * Computes the loss and its gradients.
   *
   * @return the same object for the same shapes, with the figures of this call
   * @throws ShapeMismatchException if the loss cannot take the shapes
   * @throws IllegalArgumentException if a value is out of its range; the message says which
   */
  public final Cost forward(Tensor first, Tensor second, Tensor third) {
    Shape shape = first.shape();
    if (!second.shape().equals(shape)) {
      throw new ShapeMismatchException(
          getClass().getSimpleName() + " (second input)",
          shape + ", as the first,",
          second.shape());
    }
    Cost cost = plans.get(shape, third.shape());
    if (cost == null) {
      cost = plans.put(shape, third.shape(), bind(shape, third.shape(), plans.engine()));
    }
    cost.forward(first, second, third);
    return cost;
  }

  /** A loss bound to shapes, with its own gradient buffers. Belongs to one thread at a time. */
  public interface Cost {
    /**
     * Computes the loss and its gradients.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message says which
     */
    void forward(Tensor first, Tensor second, Tensor third);

    /**
     * The loss of the last forward.
     *
     * @throws IllegalStateException if the loss is not reduced to one number: see {@link #losses}
     */
    double value();

    /**
     * The losses of the last forward one by one; this cost's own buffer.
     *
     * @throws IllegalStateException if the loss is reduced: see {@link #value}
     */
    Tensor losses();

    /**
     * The gradient by an input of the last forward, of the value or, where the losses are not
     * reduced, of their sum; this cost's own buffer.
     *
     * @param input the input's index from 0 on
     * @throws IllegalArgumentException if the loss has no gradient by that input, as by targets
     */
    Tensor gradient(int input);
  }
}
