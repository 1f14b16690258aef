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
import java.util.function.DoubleSupplier;

/**
 * The training loop: batch, forward, loss, backward, step, for a number of epochs. Any optimizer
 * will do; one that looks at the loss several times a step, as {@link dev.javelin.optim.LBFGS},
 * runs forward and backward of a batch several times.
 */
public final class Trainer {
  private final Sequential model;
  private final Loss loss;
  private final Optimizer optimizer;
  private final DoubleSupplier closure = this::lossWithGradients;
  private Runnable beforeStep = () -> {};
  // What the closure is about.
  private int epoch;
  private int number;
  private Batch batch;

  /** Puts the model, the loss and the optimizer on the engine. */
  public Trainer(Engine engine, Sequential model, Loss loss, Optimizer optimizer) {
    this.model = model.to(engine);
    this.loss = loss.to(engine);
    this.optimizer = optimizer.to(engine);
  }

  /**
   * Runs something after each backward, before the step, from now on, such as {@link
   * dev.javelin.nn.utils.ClipGradNorm#run}.
   */
  public Trainer beforeStep(Runnable action) {
    beforeStep = action;
    return this;
  }

  /**
   * Trains for epochs 1 to {@code epochs}.
   *
   * @throws DivergedException if the loss is no longer finite; it has not reached the parameters,
   *     which, if {@link dev.javelin.optim.LBFGS} was in the middle of a step, stay at the point it
   *     tried; and, as in PyTorch, that batch counts in the running statistics of {@link
   *     dev.javelin.nn.BatchNorm}
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
    this.epoch = epoch;
    number = 0;
    double total = 0;
    long samples = 0;
    for (Batch next : loader.epoch(epoch)) {
      batch = next;
      number++;
      double value = optimizer.step(closure);
      total += value;
      samples += batch.size();
      for (Callback callback : callbacks) {
        callback.onBatch(epoch, number, loader.batches(), value);
      }
    }
    return new EpochSummary(epoch, total / number, samples, (System.nanoTime() - start) * 1e-9);
  }

  /** The batch's loss where the parameters are, and its gradients. */
  private double lossWithGradients() {
    optimizer.zeroGrad();
    Tensor prediction = model.forward(batch.inputs());
    Loss.Cost cost = loss.forward(prediction, batch.targets());
    // A diverged loss must not reach the weights.
    if (!Double.isFinite(cost.value())) {
      throw new DivergedException(epoch, number, cost.value());
    }
    model.backward(cost.gradient());
    beforeStep.run();
    return cost.value();
  }
}
