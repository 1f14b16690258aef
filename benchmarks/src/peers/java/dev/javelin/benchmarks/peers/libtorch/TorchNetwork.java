package dev.javelin.benchmarks.peers.libtorch;

import dev.javelin.benchmarks.Network;
import dev.javelin.nn.Linear;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A network of the lesson in libtorch, with Javelin's first weights. */
final class TorchNetwork {
  private final Module module = new Module("network");
  private final List<LinearImpl> layers = new ArrayList<>();

  TorchNetwork(Network network) {
    for (var layer : network.model().children()) {
      if (layer instanceof Linear linear) {
        layers.add(copyOf(linear));
      }
    }
  }

  private LinearImpl copyOf(Linear linear) {
    var weight = linear.weight().value();
    var layer = new LinearImpl(weight.shape().dim(1), weight.shape().dim(0));
    Torch.write(weight, layer.weight());
    Torch.write(linear.bias().orElseThrow().value(), layer.bias());
    return module.register_module("linear" + layers.size(), layer);
  }

  TensorVector parameters() {
    return module.parameters();
  }

  Tensor forward(Tensor input) {
    Tensor value = layers.getFirst().forward(input);
    for (LinearImpl layer : layers.subList(1, layers.size())) {
      value = layer.forward(torch.relu(value));
    }
    return value;
  }
}
