package dev.javelin.nn;

import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Shape;
import java.util.function.Supplier;

/** What a layer says whose plan would need an array longer than Java has. */
final class ArrayLimit {
  private ArrayLimit() {}

  /**
   * The plan.
   *
   * @throws IllegalArgumentException that names the layer, if sizes overflow
   */
  static Step bind(Layer layer, Shape input, Supplier<Step> plan) {
    try {
      return plan.get();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          layer + " needs more memory than an array has for an input of shape " + input, e);
    }
  }
}
