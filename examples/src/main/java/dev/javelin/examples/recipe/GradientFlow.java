package dev.javelin.examples.recipe;

import static dev.javelin.nn.init.Initializers.xavierUniform;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.Optimizer;
import dev.javelin.Parameter;
import dev.javelin.data.Batch;
import dev.javelin.data.DataLoader;
import dev.javelin.data.Dataset;
import dev.javelin.data.ImageDataset;
import dev.javelin.data.Mnist;
import dev.javelin.layer.Layer;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.nn.Activation;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Sequential;
import dev.javelin.optim.Adam;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trains a network of seven hidden layers for some steps and keeps watch on its gradients: with
 * sigmoid they vanish on their way back to the first layer, with ReLU they do not.
 *
 * @param gradients for each layer with weights, from the first, the mean over steps and weights of
 *     the gradient's absolute value
 */
public record GradientFlow(List<Double> gradients) {
  private static final int HIDDEN_LAYERS = 7;
  private static final int WIDTH = 64;
  private static final int BATCH = 100;

  /** Trains with the given activation, the rest being the same for all. */
  public static GradientFlow of(
      Activation activation, ImageDataset images, int steps, long seed, Engine engine) {
    int pixels = images.inputShape().size();
    Dataset rows = images.withInputShape(Shape.of(pixels));
    Sequential model = model(pixels, activation, new Seed(seed)).to(engine);
    Optimizer optimizer = new Adam(model.parameters(), 0.001).to(engine);
    Loss criterion = new CrossEntropyLoss();
    List<Parameter> weights =
        model.parameters().stream().filter(p -> p.name().equals("weight")).toList();
    double[] totals = new double[weights.size()];
    int batchSize = Math.min(BATCH, rows.size());
    try (DataLoader loader = DataLoader.shuffled(rows, batchSize, seed).dropLast().to(engine)) {
      var batches = new EndlessBatches(loader);
      for (int step = 0; step < steps; step++) {
        Batch batch = batches.next();
        optimizer.zeroGrad();
        Tensor logits = model.forward(batch.inputs());
        model.backward(criterion.forward(logits, batch.targets()).gradient());
        for (int i = 0; i < totals.length; i++) {
          totals[i] += meanAbsolute(weights.get(i).gradient());
        }
        optimizer.step();
      }
    }
    return new GradientFlow(Arrays.stream(totals).mapToObj(total -> total / steps).toList());
  }

  private static Sequential model(int pixels, Activation activation, Seed seed) {
    var layers = new ArrayList<Layer>();
    int in = pixels;
    for (int i = 0; i < HIDDEN_LAYERS; i++) {
      layers.add(new Linear(in, WIDTH, seed, xavierUniform()));
      layers.add(activation);
      in = WIDTH;
    }
    layers.add(new Linear(in, Mnist.CLASSES, seed, xavierUniform()));
    return new Sequential(layers.toArray(Layer[]::new));
  }

  private static double meanAbsolute(Tensor tensor) {
    double sum = 0;
    for (int i = 0; i < tensor.size(); i++) {
      sum += Math.abs(tensor.get(i));
    }
    return sum / tensor.size();
  }

  /** The first layer's gradient as a share of the last layer's. */
  public double firstToLast() {
    return gradients.getFirst() / gradients.getLast();
  }
}
