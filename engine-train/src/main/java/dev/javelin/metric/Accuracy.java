package dev.javelin.metric;

import dev.javelin.Engine;
import dev.javelin.data.Batch;
import dev.javelin.data.DataLoader;
import dev.javelin.data.Dataset;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Mode;
import dev.javelin.layer.Step;
import dev.javelin.tensor.Tensor;

/** The share of examples whose largest prediction is at the target's class index. */
public final class Accuracy {
  private static final int BATCH = 1000;

  private Accuracy() {}

  /** The accuracy of a classifier on a whole data set, from 0 to 1. */
  public static double of(Layer model, Dataset dataset, Engine engine) {
    var binding = new Binding(engine, Mode.EVAL, false);
    int correct = 0;
    Step plan = null;
    int planSize = 0;
    try (DataLoader loader = DataLoader.inOrder(dataset, Math.min(BATCH, dataset.size()))) {
      for (Batch batch : loader.epoch(1)) {
        if (batch.size() != planSize) {
          plan = model.bind(batch.inputs().shape(), binding);
          planSize = batch.size();
        }
        correct += correct(plan.forward(batch.inputs()), batch.targets());
      }
    }
    return (double) correct / dataset.size();
  }

  /** How many rows of predictions {@code [N, classes]} are largest at their target. */
  public static int correct(Tensor predictions, Tensor targets) {
    int classes = predictions.shape().dim(1);
    int correct = 0;
    for (int row = 0; row < targets.size(); row++) {
      if (argmax(predictions, row, classes) == (int) targets.get(row)) {
        correct++;
      }
    }
    return correct;
  }

  private static int argmax(Tensor predictions, int row, int classes) {
    int best = 0;
    for (int j = 1; j < classes; j++) {
      if (predictions.get(row * classes + j) > predictions.get(row * classes + best)) {
        best = j;
      }
    }
    return best;
  }
}
