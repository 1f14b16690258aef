package dev.javelin.examples.recipe;

import dev.javelin.data.DataLoader;
import dev.javelin.data.DatasetException;
import dev.javelin.data.Mnist;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.metric.Accuracy;
import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.BatchNorm1d;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Sequential;
import dev.javelin.optim.Adam;
import dev.javelin.random.Seed;
import dev.javelin.train.Callback;
import dev.javelin.train.EpochSummary;
import dev.javelin.train.Trainer;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code mnist_batchnorm}: a small network with batch normalisation beside the same without, on the
 * same batches. The result is that of the network with it; the curves are those of both.
 */
final class MnistBatchNorm implements Recipe {
  private static final String WITH = "with BatchNorm1d";
  private static final String WITHOUT = "without";

  @Override
  public String name() {
    return "mnist_batchnorm";
  }

  @Override
  public String description() {
    return "784-32-32-10 with ReLU, with and without batch normalisation";
  }

  @Override
  public int epochs() {
    return 10;
  }

  @Override
  public int batchSize() {
    return 32;
  }

  @Override
  public RecipeResult run(RecipeContext context) throws DatasetException, BadInputException {
    Mnist mnist = context.flatMnist();
    int pixels = mnist.train().inputShape().size();
    Run with = run(context, mnist, normalized(pixels, new Seed(context.seed())), WITH);
    Run without = run(context, mnist, plain(pixels, new Seed(context.seed())), WITHOUT);
    return new RecipeResult(
        context.data(),
        with.epochs(),
        with.accuracies().getLast(),
        with.model().parameters(),
        List.of(
            chart("training loss", with.losses(), without.losses()),
            chart("test accuracy", with.accuracies(), without.accuracies())));
  }

  private static Chart chart(String quantity, List<Double> with, List<Double> without) {
    return new Chart(
        quantity, List.of(new Chart.Curve(WITH, with), new Chart.Curve(WITHOUT, without)));
  }

  private static Sequential normalized(int pixels, Seed seed) {
    // bn1 = torch.nn.BatchNorm1d(32), bn2
    // bn_model = torch.nn.Sequential(linear1, bn1, relu, linear2, bn2, relu, linear3)
    return new Sequential(
        new Linear(pixels, 32, seed),
        new BatchNorm1d(32),
        new ReLU(),
        new Linear(32, 32, seed),
        new BatchNorm1d(32),
        new ReLU(),
        new Linear(32, 10, seed));
  }

  private static Sequential plain(int pixels, Seed seed) {
    // nn_model = torch.nn.Sequential(nn_linear1, relu, nn_linear2, relu, nn_linear3)
    return new Sequential(
        new Linear(pixels, 32, seed),
        new ReLU(),
        new Linear(32, 32, seed),
        new ReLU(),
        new Linear(32, 10, seed));
  }

  private record Run(Sequential model, List<EpochSummary> epochs, List<Double> accuracies) {
    List<Double> losses() {
      return epochs.stream().map(EpochSummary::loss).toList();
    }
  }

  private static Run run(RecipeContext context, Mnist mnist, Sequential model, String name)
      throws BadInputException {
    context.progress().note(name + ":");
    // bn_optimizer = torch.optim.Adam(bn_model.parameters(), lr=0.01)
    var optimizer = new Adam(model.parameters(), 0.01);
    var trainer = new Trainer(context.engine(), model, new CrossEntropyLoss(), optimizer);
    var accuracies = new ArrayList<Double>();
    // bn_model.eval(), and the accuracy on the test set after each epoch
    var test =
        new Callback() {
          @Override
          public void onEpoch(EpochSummary summary) {
            accuracies.add(Accuracy.of(model, mnist.test(), context.engine()));
          }
        };
    try (DataLoader loader = context.loader(mnist.train())) {
      var epochs = trainer.fit(loader, context.epochs(), context.progress(), test);
      return new Run(model, epochs, accuracies);
    }
  }
}
