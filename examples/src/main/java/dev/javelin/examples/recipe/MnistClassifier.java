package dev.javelin.examples.recipe;

import dev.javelin.LearningRate;
import dev.javelin.data.DataLoader;
import dev.javelin.data.DatasetException;
import dev.javelin.data.Mnist;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.metric.Accuracy;
import dev.javelin.nn.Sequential;
import dev.javelin.optim.Adam;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.train.EpochSummary;
import dev.javelin.train.Trainer;
import java.util.List;

/**
 * What the lesson's MNIST classifiers have in common: everything but the model.
 *
 * @param name the lesson's
 * @param description of the model, in a line
 * @param rows whether the model takes an image as a row of pixels, not as {@code [1, height,
 *     width]}
 * @param builder makes the model, with first weights
 * @param rate of learning
 */
record MnistClassifier(String name, String description, boolean rows, ImageModel builder, Rate rate)
    implements Recipe {
  /** Makes a model of rows of so many pixels. */
  @FunctionalInterface
  interface RowModel {
    Sequential of(int pixels, Seed seed);
  }

  /** Makes a model of images of the given shape. */
  @FunctionalInterface
  interface ImageModel {
    Sequential of(Shape image, Seed seed);
  }

  /** The learning rate of a training of so many steps. */
  @FunctionalInterface
  interface Rate {
    LearningRate of(long steps);
  }

  private static final Rate LESSONS = steps -> LearningRate.constant(0.001);

  static MnistClassifier ofRows(String name, String description, RowModel builder) {
    return new MnistClassifier(
        name, description, true, (row, seed) -> builder.of(row.size(), seed), LESSONS);
  }

  static MnistClassifier ofImages(String name, String description, ImageModel builder) {
    return new MnistClassifier(name, description, false, builder, LESSONS);
  }

  MnistClassifier withRate(Rate other) {
    return new MnistClassifier(name, description, rows, builder, other);
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
    Mnist mnist = rows ? context.flatMnist() : context.mnist();
    // torch.manual_seed(777)
    Sequential model = builder.of(mnist.train().inputShape(), new Seed(context.seed()));
    // criterion = torch.nn.CrossEntropyLoss()
    var criterion = new CrossEntropyLoss();
    List<EpochSummary> epochs;
    try (DataLoader loader = context.loader(mnist.train())) {
      // optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
      long steps = (long) context.epochs() * loader.batches();
      var optimizer = new Adam(model.parameters(), rate.of(steps), Adam.Settings.DEFAULT);
      // The loop over epochs and batches, which MnistBackProp and XorNn write out.
      var trainer = new Trainer(context.engine(), model, criterion, optimizer);
      epochs = trainer.fit(loader, context.epochs(), context.progress());
    }
    double accuracy = Accuracy.of(model, mnist.test(), context.engine());
    return new RecipeResult(context.data(), epochs, accuracy, model.parameters());
  }
}
