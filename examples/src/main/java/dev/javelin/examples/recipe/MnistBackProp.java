package dev.javelin.examples.recipe;

import dev.javelin.data.Batch;
import dev.javelin.data.DataLoader;
import dev.javelin.data.DatasetException;
import dev.javelin.data.Mnist;
import dev.javelin.metric.Accuracy;
import dev.javelin.nn.Functional;
import dev.javelin.random.Seed;
import dev.javelin.train.EpochSummary;
import java.util.ArrayList;

/**
 * {@code mnist_back_prop}: a network with one hidden layer, its gradients written out by hand in
 * {@link SigmoidNetwork}.
 *
 * <p>An epoch is 1,000 steps, after which the lesson prints an accuracy, and not a pass over the
 * data: so ten epochs are exactly the lesson's 10,000 steps.
 */
final class MnistBackProp implements Recipe {
  private static final int STEPS = 1_000;
  private static final int TESTED = 1_000;

  @Override
  public String name() {
    return "mnist_back_prop";
  }

  @Override
  public String description() {
    return "784-30-10 with sigmoid, gradients by hand; an epoch is 1,000 steps";
  }

  @Override
  public int epochs() {
    return 10;
  }

  @Override
  public int batchSize() {
    return 10;
  }

  @Override
  public RecipeResult run(RecipeContext context) throws DatasetException, BadInputException {
    Mnist mnist = context.flatMnist();
    int pixels = mnist.train().inputShape().size();
    var network =
        new SigmoidNetwork(
            new Functional(context.engine()), pixels, 30, Mnist.CLASSES, new Seed(context.seed()));
    int testImages = mnist.test().size();
    try (DataLoader loader = context.loader(mnist.train());
        DataLoader tests = DataLoader.inOrder(mnist.test(), Math.min(TESTED, testImages))) {
      var steps = new EndlessBatches(loader);
      var epochs = new ArrayList<EpochSummary>();
      for (int epoch = 1; epoch <= context.epochs(); epoch++) {
        long start = System.nanoTime();
        double total = 0;
        for (int step = 1; step <= STEPS; step++) {
          double loss = network.step(steps.next());
          total += loss;
          context.progress().onBatch(epoch, step, STEPS, loss);
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        long samples = (long) STEPS * context.batchSize();
        epochs.add(new EpochSummary(epoch, total / STEPS, samples, seconds));
        context.progress().onEpoch(epochs.getLast());
        Batch first = tests.epoch(epoch).iterator().next();
        context
            .progress()
            .note(
                "step %d: %d of the first %d test images are right"
                    .formatted(epoch * STEPS, correct(network, first), first.size()));
      }
      int correct = 0;
      for (Batch batch : tests.epoch(0)) {
        correct += correct(network, batch);
      }
      double accuracy = (double) correct / testImages;
      return new RecipeResult(context.data(), epochs, accuracy, network.parameters());
    }
  }

  private static int correct(SigmoidNetwork network, Batch batch) {
    return Accuracy.correct(network.predict(batch.inputs()), batch.targets());
  }
}
