package dev.javelin.nn;

import dev.javelin.Engine;
import dev.javelin.plan.NoisePass;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Tensor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The uniform numbers of a layer: each forward in training, of whichever plan, takes the next draw
 * of the layer's stream.
 */
final class LayerNoise {
  private final RandomStream stream;
  private final AtomicLong draws = new AtomicLong();

  LayerNoise(RandomStream stream) {
    this.stream = stream;
  }

  long nextDraw() {
    return draws.getAndIncrement();
  }

  /** What fills a tensor with a draw. */
  NoisePass bind(Engine engine, Tensor target) {
    return new NoisePass(engine, stream, target);
  }
}
