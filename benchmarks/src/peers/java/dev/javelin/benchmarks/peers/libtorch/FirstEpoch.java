package dev.javelin.benchmarks.peers.libtorch;

import dev.javelin.benchmarks.MnistBatches;
import dev.javelin.benchmarks.Network;
import dev.javelin.benchmarks.Training;
import dev.javelin.data.Batch;
import dev.javelin.data.DataLoader;
import dev.javelin.data.DatasetException;
import dev.javelin.data.ImageDataset;
import dev.javelin.data.Mnist;
import dev.javelin.examples.data.EmbeddedMnist;
import dev.javelin.tensor.Shape;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A program that trains {@code mnist_nn_xavier} for an epoch in libtorch and tests it, reading
 * MNIST itself: what {@code javelin train} does.
 */
public final class FirstEpoch {
  /** Images at a time, as many as Javelin's {@code Accuracy} takes. */
  private static final int TEST_BATCH = 1000;

  private static final Shape ROW = Shape.of(MnistBatches.PIXELS);

  private FirstEpoch() {}

  /**
   * Trains, and prints the accuracy.
   *
   * @param arguments the number of threads
   * @throws DatasetException if MNIST is missing or damaged
   */
  public static void main(String[] arguments) throws DatasetException {
    torch.set_num_threads(Integer.parseInt(arguments[0]));
    Torch.flushDenormal();
    Mnist mnist = EmbeddedMnist.read();
    var model = new TorchNetwork(Network.MNIST_NN);
    train(model, mnist.train().withInputShape(ROW));
    System.out.println(accuracy(model, mnist.test().withInputShape(ROW)));
  }

  private static void train(TorchNetwork model, ImageDataset data) {
    var optimizer = new Adam(model.parameters(), new AdamOptions(Training.RATE));
    try (var loader = DataLoader.shuffled(data, MnistBatches.BATCH, 777).dropLast()) {
      for (Batch batch : loader.epoch(1)) {
        try (PointerScope scope = new PointerScope()) {
          optimizer.zero_grad();
          Tensor logits = model.forward(Torch.copyOf(batch.inputs()));
          torch.cross_entropy(logits, Torch.indices(batch.targets())).backward();
          optimizer.step();
        }
      }
    }
  }

  private static double accuracy(TorchNetwork model, ImageDataset data) {
    long correct = 0;
    try (NoGradGuard guard = new NoGradGuard();
        var loader = DataLoader.inOrder(data, TEST_BATCH)) {
      for (Batch batch : loader.epoch(1)) {
        try (PointerScope scope = new PointerScope()) {
          Tensor logits = model.forward(Torch.copyOf(batch.inputs()));
          Tensor guesses = logits.argmax(new LongOptional(1), false);
          correct += guesses.eq(Torch.indices(batch.targets())).sum().item_long();
        }
      }
    }
    return (double) correct / data.size();
  }
}
