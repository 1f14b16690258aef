package dev.javelin.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.javelin.Engine;
import dev.javelin.LearningRate;
import dev.javelin.SteadyState;
import dev.javelin.data.Batch;
import dev.javelin.data.DataLoader;
import dev.javelin.data.Dataset;
import dev.javelin.data.TensorDataset;
import dev.javelin.io.WeightsDigest;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.metric.Accuracy;
import dev.javelin.nn.Activations;
import dev.javelin.nn.Embedding;
import dev.javelin.nn.Flatten;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Sequential;
import dev.javelin.nn.utils.ClipGradNorm;
import dev.javelin.optim.Adam;
import dev.javelin.optim.LBFGS;
import dev.javelin.optim.SGD;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final LBFGS.Settings STRONG_WOLFE = LBFGS.Settings.DEFAULT.withStrongWolfe();

  /** Points in a square; the class is the quadrant. */
  private static Dataset quadrants(int size) {
    var random = new RandomStream(3, 0);
    Tensor inputs = Tensor.zeros(size, 2);
    Tensor targets = Tensor.zeros(size);
    for (int i = 0; i < size; i++) {
      float x = 2 * random.nextFloat() - 1;
      float y = 2 * random.nextFloat() - 1;
      inputs.set(2 * i, x);
      inputs.set(2 * i + 1, y);
      targets.set(i, (x > 0 ? 1 : 0) + (y > 0 ? 2 : 0));
    }
    return new TensorDataset(inputs, targets);
  }

  private static Sequential model() {
    var seed = new Seed(1);
    return new Sequential(new Linear(2, 16, seed), new Activations.ReLU(), new Linear(16, 4, seed));
  }

  @Test
  void learnsAndReports() {
    Dataset data = quadrants(400);
    Sequential model = model();
    var batches = new ArrayList<Integer>();
    var epochs = new ArrayList<EpochSummary>();
    var callback =
        new Callback() {
          @Override
          public void onBatch(int epoch, int batch, int count, double loss) {
            batches.add(batch);
            assertThat(count).isEqualTo(8);
          }

          @Override
          public void onEpoch(EpochSummary summary) {
            epochs.add(summary);
          }
        };
    try (Engine engine = Engine.create(2);
        DataLoader loader = DataLoader.shuffled(data, 50, 7)) {
      var trainer =
          new Trainer(engine, model, new CrossEntropyLoss(), new Adam(model.parameters(), 0.01));
      List<EpochSummary> summaries = trainer.fit(loader, 30, callback);

      assertThat(summaries).isEqualTo(epochs).hasSize(30);
      assertThat(batches).hasSize(240).startsWith(1, 2, 3, 4, 5, 6, 7, 8, 1);
      assertThat(summaries.getLast().loss()).isLessThan(0.3 * summaries.getFirst().loss());
      assertThat(summaries.getLast().samples()).isEqualTo(400);
      assertThat(Accuracy.of(model, data, engine)).isGreaterThan(0.95);
    }
  }

  /** Pairs of words of 12; the class is the sum of what the words stand for, modulo 3. */
  private static Dataset pairs(int size) {
    var random = new RandomStream(4, 0);
    Tensor words = Tensor.zeros(size, 2);
    Tensor targets = Tensor.zeros(size);
    for (int i = 0; i < size; i++) {
      words.set(2 * i, random.nextInt(12));
      words.set(2 * i + 1, random.nextInt(12));
      targets.set(i, (words.get(2 * i) + words.get(2 * i + 1)) % 3);
    }
    return new TensorDataset(words, targets);
  }

  @Test
  void learnsFromWords() {
    Dataset data = pairs(600);
    var seed = new Seed(1);
    var model =
        new Sequential(
            new Embedding(12, 8, seed),
            new Flatten(),
            new Linear(16, 32, seed),
            new Activations.ReLU(),
            new Linear(32, 3, seed));
    try (Engine engine = Engine.create(2);
        DataLoader loader = DataLoader.shuffled(data, 50, 7)) {
      new Trainer(engine, model, new CrossEntropyLoss(), new Adam(model.parameters(), 0.01))
          .fit(loader, 30);
      assertThat(Accuracy.of(model, data, engine)).isGreaterThan(0.95);
    }
  }

  @Test
  void clipsBetweenBackwardAndStep() {
    Sequential model = model();
    float before = model.parameters().getLast().value().get(0);
    try (Engine engine = Engine.create(1);
        DataLoader loader = DataLoader.inOrder(quadrants(100), 50)) {
      var clip = new ClipGradNorm(model.parameters(), 0).to(engine);
      new Trainer(engine, model, new CrossEntropyLoss(), new SGD(model.parameters(), 0.1))
          .beforeStep(clip::run)
          .fit(loader, 1);
    }
    assertThat(model.parameters().getLast().value().get(0)).isEqualTo(before);
  }

  /** A step is that of a closure by hand, which looks at the batch several times. */
  @Test
  void runsOptimizersThatLookAtTheLossSeveralTimes() {
    Dataset data = quadrants(60);
    Batch all = Batch.of(data, 60);
    for (int i = 0; i < 60; i++) {
      data.copyTo(i, all, i);
    }
    Sequential expected = model();
    var loss = new CrossEntropyLoss();
    var byHand = new LBFGS(expected.parameters(), LearningRate.constant(1), STRONG_WOLFE);
    var losses = new ArrayList<Double>();
    DoubleSupplier closure =
        () -> {
          byHand.zeroGrad();
          var cost = loss.forward(expected.forward(all.inputs()), all.targets());
          expected.backward(cost.gradient());
          return cost.value();
        };
    losses.add(byHand.step(closure));
    losses.add(byHand.step(closure));

    Sequential model = model();
    var optimizer = new LBFGS(model.parameters(), LearningRate.constant(1), STRONG_WOLFE);
    try (Engine engine = Engine.create(2);
        DataLoader loader = DataLoader.inOrder(data, 60)) {
      var summaries = new Trainer(engine, model, new CrossEntropyLoss(), optimizer).fit(loader, 2);
      assertThat(summaries).extracting(EpochSummary::loss).isEqualTo(losses);
    }
    assertThat(losses.getLast()).isLessThan(losses.getFirst() / 2);
    assertThat(WeightsDigest.sha256(model.parameters()))
        .isEqualTo(WeightsDigest.sha256(expected.parameters()));
  }

  @Test
  void stopsBeforeADivergedLossReachesTheWeights() {
    Sequential model = model();
    model.parameters().getFirst().value().set(0, Float.NaN);
    String before = WeightsDigest.sha256(model.parameters());
    try (Engine engine = Engine.create(1);
        DataLoader loader = DataLoader.inOrder(quadrants(100), 50)) {
      var trainer =
          new Trainer(engine, model, new CrossEntropyLoss(), new SGD(model.parameters(), 0.1));
      assertThatThrownBy(() -> trainer.fit(loader, 2))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("the loss is NaN in epoch 1, batch 1");
    }
    assertThat(WeightsDigest.sha256(model.parameters())).isEqualTo(before);
  }

  @Test
  void aSteadyEpochAllocatesNoMoreForMoreBatches() {
    Sequential model = model();
    try (Engine engine = Engine.create(1);
        DataLoader few = DataLoader.inOrder(quadrants(1000), 50);
        DataLoader many = DataLoader.inOrder(quadrants(20_000), 50)) {
      var trainer =
          new Trainer(engine, model, new CrossEntropyLoss(), new SGD(model.parameters(), 0.1));
      // What is left is what an epoch allocates once, its summary and its cursor.
      SteadyState.assertSettles(
          "bytes that 400 batches allocate beyond those of 20",
          () ->
              SteadyState.allocatedBy(() -> trainer.fit(many, 1))
                  - SteadyState.allocatedBy(() -> trainer.fit(few, 1)),
          1024);
    }
  }
}
