package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.PlanCache;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Layers one after the other.
 *
 * <p>As a {@link Layer} it is a description like any other. For hand-written loops it also runs by
 * itself: {@link #forward} binds on first use and keeps the plans of the latest shapes and modes.
 * That part belongs to one thread at a time; many threads may {@link #bind} plans of their own.
 *
 * <pre>{@code
 * var seed = new Seed(777);
 * var model = new Sequential(new Linear(784, 256, seed), new ReLU(), new Linear(256, 10, seed));
 * Tensor logits = model.forward(images);
 * }</pre>
 */
public final class Sequential implements Layer {
  private final List<Layer> layers;
  private final PlanCache<Shape, Mode, Step> plans = new PlanCache<>();
  private Mode mode = Mode.TRAIN;
  private Step latest;

  /** A model of the given layers. */
  public Sequential(Layer... layers) {
    this.layers = List.of(layers);
    if (layers.length == 0) {
      throw new IllegalArgumentException("Sequential needs at least one layer");
    }
  }

  @Override
  public List<Layer> children() {
    return layers;
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      try {
        shape = layers.get(i).outputShape(shape);
      } catch (ShapeMismatchException e) {
        throw e.within("layer " + i + " of Sequential");
      }
    }
    return shape;
  }

  @Override
  public Step bind(Shape input, Binding binding) {
    outputShape(input);
    List<Layer> fused = Fusion.fuse(layers);
    Step[] steps = new Step[fused.size()];
    Shape shape = input;
    // A layer must pass a gradient on only if somebody before it learns.
    boolean gradient = binding.inputGradient();
    for (int i = 0; i < steps.length; i++) {
      Layer layer = fused.get(i);
      steps[i] = layer.bind(shape, binding.withInputGradient(gradient));
      shape = layer.outputShape(shape);
      gradient |= !layer.parameters().isEmpty();
    }
    return new SequentialStep(steps, binding, input, shape);
  }

  /** Runs on the given engine from now on; without it, on the calling thread. */
  public Sequential to(Engine engine) {
    plans.to(engine);
    latest = null;
    return this;
  }

  /** Puts {@link #forward} in training mode, which a new model is in. */
  public Sequential train() {
    mode = Mode.TRAIN;
    return this;
  }

  /** Puts {@link #forward} in evaluation mode. */
  public Sequential eval() {
    mode = Mode.EVAL;
    return this;
  }

  /**
   * The output for a batch.
   *
   * @param input with the batch as first axis
   * @return the plan's own buffer, valid until the next forward of the same shape
   * @throws ShapeMismatchException if a layer cannot take what it is given; names the layer
   */
  public Tensor forward(Tensor input) {
    Shape shape = input.shape();
    latest = plans.get(shape, mode);
    if (latest == null) {
      latest = plans.put(shape, mode, bind(shape, new Binding(plans.engine(), mode, false)));
    }
    return latest.forward(input);
  }

  /**
   * Adds the gradients of all parameters, for the batch of the last forward.
   *
   * @param outputGradient the gradient of the loss by that forward's output; may be overwritten
   * @throws IllegalStateException without a forward before, or if that was in evaluation mode
   */
  public void backward(Tensor outputGradient) {
    if (latest == null) {
      throw new IllegalStateException("backward needs a forward before it");
    }
    latest.backward(outputGradient);
  }

  @Override
  public String toString() {
    return layers.stream()
        .map(Layer::toString)
        .collect(Collectors.joining(", ", "Sequential(", ")"));
  }
}
