package dev.javelin.conformance;

import dev.javelin.nn.Sequential;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Three linear layers with ReLU between, cross-entropy and Adam in libtorch. */
final class LibtorchModel {
  private final ScalarType type;
  private final List<Tensor> parameters;
  private final Adam optimizer;

  /** With the weights that a model of Javelin has now. */
  LibtorchModel(Sequential model, ScalarType type) {
    this.type = type;
    parameters =
        model.parameters().stream()
            .map(p -> Torch.of(p.value()).to(type).set_requires_grad(true))
            .toList();
    var all = new TensorVector(parameters.toArray(Tensor[]::new));
    optimizer = new Adam(all, new AdamOptions(0.001));
  }

  /** A training step; the loss before it. */
  double step(dev.javelin.tensor.Tensor images, dev.javelin.tensor.Tensor labels) {
    try (PointerScope _ = new PointerScope()) {
      optimizer.zero_grad();
      Tensor first = torch.relu(linear(Torch.of(images).to(type), 0));
      Tensor second = torch.relu(linear(first, 2));
      Tensor loss = torch.cross_entropy(linear(second, 4), Torch.indices(labels));
      loss.backward();
      optimizer.step();
      return loss.item_double();
    }
  }

  private Tensor linear(Tensor x, int weight) {
    return torch.linear(x, parameters.get(weight), parameters.get(weight + 1));
  }
}
