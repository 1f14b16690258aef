package dev.javelin.examples.recipe;

import dev.javelin.data.DataLoader;
import dev.javelin.data.DatasetException;
import dev.javelin.data.Mnist;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.metric.Accuracy;
import dev.javelin.nn.Sequential;
import dev.javelin.optim.Adam;
import dev.javelin.random.Seed;
import dev.javelin.train.EpochSummary;
import dev.javelin.train.Trainer;
import java.util.List;

/**
 * What the lesson's MNIST classifiers have in common: everything but the model.
 *
 * @param name the lesson's
 * @param description of the model, in a line
 * @param builder makes the model, with first weights
 */
record MnistClassifier(String name, String description, Builder builder) implements Recipe {
  @FunctionalInterface
  interface Builder {
    Sequential model(int pixels, Seed seed);
  }

  @Override
  public int epochs() {
    return 15;
  }

  @Override
  public int batchSize() {
    return 100;
  }

  @Override
  public RecipeResult run(RecipeContext context) throws DatasetException, BadInputException {
    // mnist_train = dsets.MNIST(root, train=True, transform=transforms.ToTensor())
    Mnist mnist = context.flatMnist();
    int pixels = mnist.train().inputShape().size();
    // torch.manual_seed(777)
    Sequential model = builder.model(pixels, new Seed(context.seed()));
    // criterion = torch.nn.CrossEntropyLoss()
    var criterion = new CrossEntropyLoss();
    // optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    var optimizer = new Adam(model.parameters(), 0.001);
    // The loop over epochs and batches, which MnistBackProp and XorNn write out.
    var trainer = new Trainer(context.engine(), model, criterion, optimizer);
    List<EpochSummary> epochs;
    try (DataLoader loader = context.loader(mnist.train())) {
      epochs = trainer.fit(loader, context.epochs(), context.progress());
    }
    double accuracy = Accuracy.of(model, mnist.test(), context.engine());
    return new RecipeResult(context.data(), epochs, accuracy, model.parameters());
  }
}
