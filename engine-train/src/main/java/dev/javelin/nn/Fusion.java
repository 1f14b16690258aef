package dev.javelin.nn;

import dev.javelin.layer.Layer;
import java.util.ArrayList;
import java.util.List;

/** The one place that decides which neighbours run as one step. */
final class Fusion {
  private Fusion() {}

  /** The same layers, with those that have a fused kernel joined. */
  static List<Layer> fuse(List<Layer> layers) {
    var fused = new ArrayList<Layer>();
    for (Layer layer : layers) {
      Layer joined = fused.isEmpty() ? null : joined(fused.getLast(), layer);
      if (joined == null) {
        fused.add(layer);
      } else {
        fused.set(fused.size() - 1, joined);
      }
    }
    return fused;
  }

  /** Two neighbours as one, or null. */
  private static Layer joined(Layer before, Layer after) {
    if (after instanceof Activation activation && before instanceof Fusible layer) {
      return new FusedActivation(layer, activation);
    }
    if (after instanceof MaxPool2d pool) {
      return switch (before) {
        case Conv2d layer -> new PooledConvolution(layer, new Activations.Identity(), pool);
        case FusedActivation(Conv2d layer, Activation activation) when !activation.needsInput() ->
            new PooledConvolution(layer, activation, pool);
        default -> null;
      };
    }
    return null;
  }
}
