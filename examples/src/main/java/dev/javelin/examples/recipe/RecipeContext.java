package dev.javelin.examples.recipe;

import dev.javelin.Engine;
import dev.javelin.data.DataLoader;
import dev.javelin.data.Dataset;
import dev.javelin.data.DatasetException;
import dev.javelin.data.Mnist;
import dev.javelin.examples.data.DataSource;
import dev.javelin.tensor.Shape;

/**
 * What the user chose for a run.
 *
 * @param engine to run on
 * @param data see {@link DataSource}; for the recipes that learn images
 * @param epochs 1 or more
 * @param batchSize 1 or more
 * @param seed of weights and shuffling
 * @param progress is told how it comes along
 */
public record RecipeContext(
    Engine engine, String data, int epochs, int batchSize, long seed, Progress progress) {
  /**
   * The data, images of {@code [1, height, width]}. While it is read, a thread of its own warms the
   * kernels up.
   */
  Mnist mnist() throws DatasetException {
    KernelWarmUp.begin(engine.kernels());
    return DataSource.read(data);
  }

  /** The data, each image in a row: {@code X.view(-1, 28 * 28)}. */
  Mnist flatMnist() throws DatasetException {
    Mnist mnist = mnist();
    Shape row = Shape.of(mnist.train().inputShape().size());
    return new Mnist(mnist.train().withInputShape(row), mnist.test().withInputShape(row));
  }

  /** {@code DataLoader(dataset, batch_size, shuffle=True, drop_last=True)}. */
  DataLoader loader(Dataset train) throws BadInputException {
    requireBatchWithin(train.size());
    return DataLoader.shuffled(train, batchSize, seed).dropLast().to(engine);
  }

  void requireBatchWithin(int examples) throws BadInputException {
    if (batchSize > examples) {
      throw new BadInputException(
          "--batch-size %d: there are only %d training examples".formatted(batchSize, examples));
    }
  }
}
