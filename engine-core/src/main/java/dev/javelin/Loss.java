package dev.javelin;

import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * A number that says how far predictions are from targets, and its gradient.
 *
 * <p>Like a layer, a loss only describes, and {@link #bind} gives what computes. {@link #forward}
 * is for hand-written loops: it binds on first use, on the calling thread, and so belongs to one
 * thread at a time.
 */
public abstract class Loss {
  private Cost latest;
  private Shape latestPrediction;
  private Shape latestTarget;

  /**
   * An executable loss for predictions and targets of the given shapes.
   *
   * @throws dev.javelin.layer.ShapeMismatchException if the loss cannot take them
   */
  public abstract Cost bind(Shape prediction, Shape target, Engine engine);

  /**
   * Computes the loss and its gradient.
   *
   * @return the same object for the same shapes, with the figures of this call
   * @throws dev.javelin.layer.ShapeMismatchException if the loss cannot take the shapes
   * @throws IllegalArgumentException if a value is out of its range; the message says which
   */
  public final Cost forward(Tensor prediction, Tensor target) {
    if (latest == null
        || !prediction.shape().equals(latestPrediction)
        || !target.shape().equals(latestTarget)) {
      latest = bind(prediction.shape(), target.shape(), Engine.create(1));
      latestPrediction = prediction.shape();
      latestTarget = target.shape();
    }
    latest.forward(prediction, target);
    return latest;
  }

  /** A loss bound to shapes, with its own gradient buffer. Belongs to one thread at a time. */
  public interface Cost {
    /**
     * Computes the loss and its gradient.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message says which
     */
    void forward(Tensor prediction, Tensor target);

    /** The loss of the last forward. */
    double value();

    /** The gradient of the loss by the prediction of the last forward; this cost's own buffer. */
    Tensor gradient();
  }
}
