package dev.javelin;

import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * A number that says how far predictions are from targets, and its gradient.
 *
 * <p>Like a layer, a loss only describes, and {@link #bind} gives what computes. {@link #forward}
 * is for training loops: it binds on first use and keeps the plan for those shapes, and so belongs
 * to one thread at a time.
 */
public abstract class Loss {
  private record Shapes(Shape prediction, Shape target) {}

  private final Map<Shapes, Cost> plans = new HashMap<>();
  private Engine engine;
  private Cost latest;
  private Shape latestPrediction;
  private Shape latestTarget;

  /**
   * An executable loss for predictions and targets of the given shapes.
   *
   * @throws dev.javelin.layer.ShapeMismatchException if the loss cannot take them
   */
  public abstract Cost bind(Shape prediction, Shape target, Engine engine);

  /** Runs {@link #forward} on an engine from now on; without it, on the calling thread. */
  public final Loss to(Engine engine) {
    this.engine = engine;
    plans.clear();
    latest = null;
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
    if (latest == null
        || !prediction.shape().equals(latestPrediction)
        || !target.shape().equals(latestTarget)) {
      latest =
          plans.computeIfAbsent(new Shapes(prediction.shape(), target.shape()), this::bindShapes);
      latestPrediction = prediction.shape();
      latestTarget = target.shape();
    }
    latest.forward(prediction, target);
    return latest;
  }

  private Cost bindShapes(Shapes shapes) {
    if (engine == null) {
      engine = Engine.create(1);
    }
    return bind(shapes.prediction(), shapes.target(), engine);
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
