package dev.javelin.benchmarks;

import dev.javelin.data.Batch;
import dev.javelin.data.DataLoader;
import dev.javelin.data.DatasetException;
import dev.javelin.data.ImageDataset;
import dev.javelin.examples.data.EmbeddedMnist;
import dev.javelin.tensor.Shape;
import java.io.UncheckedIOException;

/**
 * Real MNIST, since training on random numbers ends in weights and gradients that no training has:
 * denormal ones among them, which are slow on some machines.
 */
public final class MnistBatches {
  /** Examples in a batch of the lesson. */
  public static final int BATCH = 100;

  /** Numbers in an image. */
  public static final int PIXELS = 784;

  private MnistBatches() {}

  /** The training set, an image a row. */
  public static ImageDataset trainingSet() {
    try {
      return EmbeddedMnist.read().train().withInputShape(Shape.of(PIXELS));
    } catch (DatasetException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first batches of the training set, as a network takes them. */
  public static Batch[] first(int count, Network network) {
    var batches = new Batch[count];
    var images = trainingSet().withInputShape(network.input(1).withoutFirst());
    try (var loader = DataLoader.inOrder(images, BATCH)) {
      var source = loader.epoch(0).iterator();
      for (int i = 0; i < count; i++) {
        Batch batch = source.next();
        batches[i] = new Batch(batch.inputs().copy(), batch.targets().copy());
      }
    }
    return batches;
  }
}
