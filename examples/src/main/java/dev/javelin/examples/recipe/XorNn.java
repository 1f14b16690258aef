package dev.javelin.examples.recipe;

import dev.javelin.Loss;
import dev.javelin.Optimizer;
import dev.javelin.loss.BCELoss;
import dev.javelin.nn.Activations.Sigmoid;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Sequential;
import dev.javelin.optim.SGD;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Tensor;
import dev.javelin.train.EpochSummary;
import java.util.ArrayList;

/**
 * {@code xor_nn}: the smallest network that learns XOR, which no single layer can. An epoch is one
 * pass over the four samples, by default in one batch: one of the lesson's steps.
 */
final class XorNn implements Recipe {
  private static final int SAMPLES = 4;

  @Override
  public String name() {
    return "xor_nn";
  }

  @Override
  public String description() {
    return "2-2-1 with sigmoid, on the four samples of XOR";
  }

  @Override
  public int epochs() {
    return 10_001;
  }

  @Override
  public int batchSize() {
    return SAMPLES;
  }

  @Override
  public RecipeResult run(RecipeContext context) throws BadInputException {
    context.requireBatchWithin(SAMPLES);
    // X = torch.FloatTensor([[0, 0], [0, 1], [1, 0], [1, 1]])
    // Y = torch.FloatTensor([[0], [1], [1], [0]])
    Tensor x = Tensor.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, SAMPLES, 2);
    Tensor y = Tensor.of(new float[] {0, 1, 1, 0}, SAMPLES, 1);
    // model = torch.nn.Sequential(linear1, sigmoid, linear2, sigmoid)
    var seed = new Seed(context.seed());
    var model =
        new Sequential(new Linear(2, 2, seed), new Sigmoid(), new Linear(2, 1, seed), new Sigmoid())
            .to(context.engine());
    var criterion = new BCELoss();
    Optimizer optimizer = new SGD(model.parameters(), 1);

    var epochs = new ArrayList<EpochSummary>();
    int batches = Math.ceilDiv(SAMPLES, context.batchSize());
    for (int epoch = 1; epoch <= context.epochs(); epoch++) {
      long start = System.nanoTime();
      double total = 0;
      for (int batch = 1; batch <= batches; batch++) {
        int from = (batch - 1) * context.batchSize();
        int to = Math.min(from + context.batchSize(), SAMPLES);
        optimizer.zeroGrad();
        Tensor hypothesis = model.forward(x.rows(from, to));
        Loss.Cost cost = criterion.forward(hypothesis, y.rows(from, to));
        model.backward(cost.gradient());
        optimizer.step();
        total += cost.value();
        context.progress().onBatch(epoch, batch, batches, cost.value());
      }
      double seconds = (System.nanoTime() - start) * 1e-9;
      epochs.add(new EpochSummary(epoch, total / batches, SAMPLES, seconds));
      context.progress().onEpoch(epochs.getLast());
    }

    // predicted = (hypothesis > 0.5).float()
    // accuracy = (predicted == Y).float().mean()
    Tensor hypothesis = model.eval().forward(x);
    context.progress().note("Hypothesis: " + hypothesis);
    int correct = 0;
    for (int i = 0; i < SAMPLES; i++) {
      boolean predicted = hypothesis.get(i) > 0.5f;
      if (predicted == (y.get(i) == 1)) {
        correct++;
      }
    }
    return new RecipeResult("xor", epochs, (double) correct / SAMPLES, model.parameters());
  }
}
