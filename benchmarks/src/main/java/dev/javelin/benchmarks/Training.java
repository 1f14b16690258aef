package dev.javelin.benchmarks;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.Optimizer;
import dev.javelin.data.Batch;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.nn.Sequential;
import dev.javelin.optim.Adam;
import dev.javelin.tensor.Tensor;

/** Training of a network as in the lesson: cross-entropy and Adam, from the same first weights. */
public final class Training {
  /** Adam's learning rate. */
  public static final double RATE = 0.001;

  private final Sequential model;
  private final Loss loss = new CrossEntropyLoss();
  private final Optimizer optimizer;

  /** A training at its start. */
  public Training(Network network, Engine engine) {
    model = network.model().to(engine);
    optimizer = new Adam(model.parameters(), RATE).to(engine);
  }

  /** A step on one batch; gives the loss. */
  public double step(Batch batch) {
    optimizer.zeroGrad();
    Tensor logits = model.forward(batch.inputs());
    Loss.Cost cost = loss.forward(logits, batch.targets());
    model.backward(cost.gradient());
    optimizer.step();
    return cost.value();
  }

  /**
   * Computes the loss of a batch's outputs over and over. In a step its loop is so short that C2
   * compiles it only after some 600 of them; this takes a second where those of a convolutional
   * network take half a minute.
   */
  public void repeatLoss(Batch batch, int times) {
    Tensor logits = model.forward(batch.inputs());
    for (int i = 0; i < times; i++) {
      loss.forward(logits, batch.targets());
    }
  }

  /** The losses of a new training's first steps, a step for each batch. */
  public static float[] losses(Network network, Batch... batches) {
    var training = new Training(network, Engine.create(1));
    var losses = new float[batches.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = (float) training.step(batches[i]);
    }
    return losses;
  }
}
