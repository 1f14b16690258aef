package dev.javelin.benchmarks.peers.libtorch;

import dev.javelin.benchmarks.MnistBatches;
import dev.javelin.benchmarks.Network;
import dev.javelin.benchmarks.Training;
import dev.javelin.data.Batch;
import dev.javelin.data.DataLoader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A program that trains {@code mnist_nn_xavier} for an epoch in libtorch, reading MNIST itself. */
public final class FirstEpoch {
  private FirstEpoch() {}

  /**
   * Trains.
   *
   * @param arguments the number of threads
   */
  public static void main(String[] arguments) {
    torch.set_num_threads(Integer.parseInt(arguments[0]));
    var model = new TorchNetwork(Network.MNIST_NN);
    var optimizer = new Adam(model.parameters(), new AdamOptions(Training.RATE));
    var data = MnistBatches.trainingSet();
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
}
