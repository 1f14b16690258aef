package dev.javelin.examples;

import static dev.javelin.nn.ConvOptions.kernel;

import dev.javelin.Engine;
import dev.javelin.data.DataLoader;
import dev.javelin.data.TensorDataset;
import dev.javelin.io.WeightsDigest;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.Activations.Sigmoid;
import dev.javelin.nn.Activations.Tanh;
import dev.javelin.nn.AdaptiveAvgPool2d;
import dev.javelin.nn.BatchNorm1d;
import dev.javelin.nn.BatchNorm2d;
import dev.javelin.nn.Conv2d;
import dev.javelin.nn.Dropout;
import dev.javelin.nn.Dropout2d;
import dev.javelin.nn.Flatten;
import dev.javelin.nn.LayerNorm;
import dev.javelin.nn.Linear;
import dev.javelin.nn.MaxPool2d;
import dev.javelin.nn.Sequential;
import dev.javelin.nn.init.Initializers;
import dev.javelin.optim.Adam;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import dev.javelin.train.Trainer;

/**
 * Trains a network of the given width for the given number of epochs of each batch size, and a
 * convolutional one for another number of epochs, with 1, 2 and 3 threads, and prints the kernels'
 * name and a digest of the weights of each: the program that {@link ReproducibilityTest} forks.
 */
final class TrainAndDigest {
  // Odd sizes, so that every kernel has edges. Of 151 rows every pass is split among 3 threads; of
  // batches of 50 the last has 3 rows, few enough for the kernels of single rows.
  private static final int SAMPLES = 203;
  private static final int[] BATCHES = {151, 50};
  private static final int CLASSES = 7;
  private static final Shape IMAGE = Shape.of(1, 2, 21, 17);

  private TrainAndDigest() {}

  public static void main(String[] arguments) {
    int width = Integer.parseInt(arguments[0]);
    int epochs = Integer.parseInt(arguments[1]);
    int imageEpochs = Integer.parseInt(arguments[2]);
    for (int threads = 1; threads <= 3; threads++) {
      try (Engine engine = Engine.create(threads)) {
        String connected = trained(engine, connected(width), Shape.of(1, width), epochs);
        String convolutional = trained(engine, convolutional(), IMAGE, imageEpochs);
        System.out.println(engine.kernels().name() + " " + connected + convolutional);
      }
    }
  }

  private static Sequential connected(int width) {
    var seed = new Seed(777);
    return new Sequential(
        new Linear(width, width + 2, seed),
        new BatchNorm1d(width + 2),
        new ReLU(),
        new Dropout(0.2, seed),
        new Linear(width + 2, width, seed, Initializers.xavierUniform()),
        new Sigmoid(),
        new Linear(width, width, seed, Initializers.normal()),
        new Tanh(),
        new LayerNorm(width),
        new Linear(width, CLASSES, seed));
  }

  /** Convolutions by grids and by tiles of both kinds, with and without a pooling to be fused. */
  private static Sequential convolutional() {
    var seed = new Seed(777);
    return new Sequential(
        new Conv2d(IMAGE.dim(1), 17, kernel(3).padding(1), seed),
        new ReLU(),
        new MaxPool2d(2),
        new Conv2d(17, 19, kernel(3).padding(1), seed),
        new BatchNorm2d(19),
        new ReLU(),
        new Conv2d(19, 17, kernel(5).padding(2), seed),
        new Tanh(),
        new Dropout2d(0.2, seed),
        new Conv2d(17, 18, kernel(3).stride(2).padding(1), seed),
        new Conv2d(18, 18, kernel(3).padding(1).groups(18), seed),
        new ReLU(),
        new AdaptiveAvgPool2d(2),
        new Flatten(),
        new Linear(18 * 2 * 2, CLASSES, seed));
  }

  private static String trained(Engine engine, Sequential model, Shape input, int epochs) {
    var trainer =
        new Trainer(engine, model, new CrossEntropyLoss(), new Adam(model.parameters(), 0.001));
    for (int batch : BATCHES) {
      try (var loader = DataLoader.shuffled(samples(input), batch, 777)) {
        trainer.fit(loader, epochs);
      }
    }
    return WeightsDigest.sha256(model.parameters());
  }

  private static TensorDataset samples(Shape input) {
    Tensor inputs = Tensor.zeros(input.withFirst(SAMPLES));
    Initializers.normal().fill(inputs, new RandomStream(1, 0));
    Tensor labels = Tensor.zeros(SAMPLES);
    var random = new RandomStream(1, 1);
    for (int i = 0; i < SAMPLES; i++) {
      labels.set(i, random.nextInt(CLASSES));
    }
    return new TensorDataset(inputs, labels);
  }
}
