package dev.javelin;

import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * A number that says how far predictions are from targets, and its gradient.
 *
 * <p>Like a layer, a loss only describes, and {@link #bind} gives what computes. {@link #forward}
 * is for training loops: it binds on first use and keeps the plans of the latest shapes, and so
 * belongs to one thread at a time.
 */
public abstract class Loss {
  private final PlanCache<Shape, Shape, Cost> plans = new PlanCache<>();

  /**
   * An executable loss for predictions and targets of the given shapes.
   *
   * @throws dev.javelin.layer.ShapeMismatchException if the loss cannot take them
   */
  public abstract Cost bind(Shape prediction, Shape target, Engine engine);

  /** Runs {@link #forward} on an engine from now on; without it, on the calling thread. */
  public final Loss to(Engine engine) {
    plans.to(engine);
    return this;
  }

  /**
   * Computes the loss and its gradient.
   *
   * @return the same object for the same shapes, with the figures of this call
   * @throws dev.javelin.layer.ShapeMismatchException if the loss cannot take the shapes
   * @throws IllegalArgumentException if a value is out of its range; the message says which
   */
  public final Cost forward(Tensor prediction, Tensor target) {
    Shape first = prediction.shape();
    Shape second = target.shape();
    Cost cost = plans.get(first, second);
    if (cost == null) {
      cost = plans.put(first, second, bind(first, second, plans.engine()));
    }
    cost.forward(prediction, target);
    return cost;
  }

  /** A loss bound to shapes, with its own gradient buffer. Belongs to one thread at a time. */
  public interface Cost {
    /**
     * Computes the loss and its gradient.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message says which
     */
    void forward(Tensor prediction, Tensor target);

    /**
     * The loss of the last forward.
     *
     * @throws IllegalStateException if the loss is not reduced to one number: see {@link #losses}
     */
    double value();

    /**
     * The losses of the last forward one by one, where the loss does not reduce them to one number;
     * this cost's own buffer.
     *
     * @throws IllegalStateException if the loss is reduced: see {@link #value}
     */
    default Tensor losses() {
      throw new IllegalStateException("the loss is reduced to one number: ask for its value()");
    }

    /**
     * The gradient by the prediction of the last forward, of the value or, where the losses are not
     * reduced, of their sum; this cost's own buffer.
     */
    Tensor gradient();
  }
}
