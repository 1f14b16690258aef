package dev.javelin.optim.swa;

import dev.javelin.Engine;
import dev.javelin.data.Batch;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.nn.BatchNorm;
import dev.javelin.tensor.Shape;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The functions of PyTorch's {@code torch.optim.swa_utils}. */
public final class SwaUtils {
  private SwaUtils() {}

  /**
   * Makes the running statistics of a model's batch normalisations anew, as the plain averages of
   * these batches; PyTorch's {@code update_bn}. Weights that were averaged never saw a batch, so
   * their model has no statistics of its own. Does nothing without batch normalisation.
   *
   * @param batches such as an epoch of a loader; their inputs go through the model in training mode
   * @param model the batch normalisations among its {@link Layer#children}, and theirs, are meant
   */
  public static void updateBn(Iterable<Batch> batches, Layer model, Engine engine) {
    List<BatchNorm> norms =
        modules(model)
            .filter(BatchNorm.class::isInstance)
            .map(BatchNorm.class::cast)
            .distinct()
            .toList();
    if (norms.isEmpty()) {
      return;
    }
    List<OptionalDouble> momenta = norms.stream().map(BatchNorm::momentum).toList();
    for (BatchNorm norm : norms) {
      norm.resetRunningStats();
      norm.setMomentum(OptionalDouble.empty());
    }
    try {
      forwardAll(batches, model, engine);
    } finally {
      for (int i = 0; i < momenta.size(); i++) {
        norms.get(i).setMomentum(momenta.get(i));
      }
    }
  }

  private static Stream<Layer> modules(Layer model) {
    return Stream.concat(Stream.of(model), model.children().stream().flatMap(SwaUtils::modules));
  }

  private static void forwardAll(Iterable<Batch> batches, Layer model, Engine engine) {
    var binding = new Binding(engine, Mode.TRAIN, false);
    Shape bound = null;
    Step plan = null;
    for (Batch batch : batches) {
      Shape shape = batch.inputs().shape();
      if (!shape.equals(bound)) {
        plan = model.bind(shape, binding);
        bound = shape;
      }
      plan.forward(batch.inputs());
    }
  }
}
