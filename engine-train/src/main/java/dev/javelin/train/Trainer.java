package dev.javelin.train;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.Optimizer;
import dev.javelin.data.Batch;
import dev.javelin.data.DataLoader;
import dev.javelin.nn.Sequential;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The training loop: batch, forward, loss, backward, step, for a number of epochs. */
public final class Trainer {
  private final Sequential model;
  private final Loss loss;
  private final Optimizer optimizer;
  private Runnable beforeStep = () -> {};

  /** Puts the model, the loss and the optimizer on the engine. */
  public Trainer(Engine engine, Sequential model, Loss loss, Optimizer optimizer) {
    this.model = model.to(engine);
    this.loss = loss.to(engine);
    this.optimizer = optimizer.to(engine);
  }

  /**
   * Runs something between each backward and step from now on, such as {@link
   * dev.javelin.nn.utils.ClipGradNorm#run}.
   */
  public Trainer beforeStep(Runnable action) {
    beforeStep = action;
    return this;
  }

  /**
   * Trains for epochs 1 to {@code epochs}.
   *
   * @throws DivergedException if the loss is no longer finite
   */
  public List<EpochSummary> fit(DataLoader loader, int epochs, Callback... callbacks) {
    var summaries = new ArrayList<EpochSummary>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      EpochSummary summary = epoch(loader, epoch, callbacks);
      summaries.add(summary);
      for (Callback callback : callbacks) {
        callback.onEpoch(summary);
      }
    }
    return summaries;
  }

  private EpochSummary epoch(DataLoader loader, int epoch, Callback[] callbacks) {
    long start = System.nanoTime();
    model.train();
    double total = 0;
    int batches = 0;
    long samples = 0;
    for (Batch batch : loader.epoch(epoch)) {
      double value = step(batch);
      batches++;
      if (!Double.isFinite(value)) {
        throw new DivergedException(epoch, batches, value);
      }
      total += value;
      samples += batch.size();
      for (Callback callback : callbacks) {
        callback.onBatch(epoch, batches, loader.batches(), value);
      }
    }
    return new EpochSummary(epoch, total / batches, samples, (System.nanoTime() - start) * 1e-9);
  }

  private double step(Batch batch) {
    optimizer.zeroGrad();
    Tensor prediction = model.forward(batch.inputs());
    Loss.Cost cost = loss.forward(prediction, batch.targets());
    // A diverged loss must not reach the weights.
    if (Double.isFinite(cost.value())) {
      model.backward(cost.gradient());
      beforeStep.run();
      optimizer.step();
    }
    return cost.value();
  }
}
