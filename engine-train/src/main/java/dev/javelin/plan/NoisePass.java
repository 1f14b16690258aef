package dev.javelin.plan;

import dev.javelin.Engine;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.random.RandomStream;
import dev.javelin.random.UniformNoise;
import dev.javelin.tensor.Tensor;

/** Uniform noise over a whole tensor, split over an engine's threads. Allocates once. */
public final class NoisePass {
  private final Engine engine;
  private final Tensor target;
  private final UniformNoise[] noises;
  private final PartTask task = this::runPart;
  private long draw;

  /** Binds. */
  public NoisePass(Engine engine, RandomStream stream, Tensor target) {
    this.engine = engine;
    this.target = target;
    noises = new UniformNoise[engine.parts(target.size())];
    for (int part = 0; part < noises.length; part++) {
      noises[part] = stream.noise();
    }
  }

  /** Fills the tensor with a draw of the stream. */
  public void run(long draw) {
    this.draw = draw;
    engine.run(task, noises.length);
  }

  private void runPart(int part) {
    noises[part].fill(draw, start(part), start(part + 1), target.array(), target.offset());
  }

  private int start(int part) {
    return Ranges.start(target.size(), noises.length, part, UniformNoise.CHUNK);
  }
}
