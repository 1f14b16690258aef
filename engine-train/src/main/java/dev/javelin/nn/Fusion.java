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
      if (layer instanceof Activation activation
          && !fused.isEmpty()
          && fused.getLast() instanceof Fusible before) {
        fused.set(fused.size() - 1, new FusedActivation(before, activation));
      } else {
        fused.add(layer);
      }
    }
    return fused;
  }
}
