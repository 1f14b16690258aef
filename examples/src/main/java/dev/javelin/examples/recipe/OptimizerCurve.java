package dev.javelin.examples.recipe;

import static dev.javelin.nn.init.Initializers.xavierUniform;

import dev.javelin.Engine;
import dev.javelin.LearningRate;
import dev.javelin.Loss;
import dev.javelin.Optimizer;
import dev.javelin.Parameter;
import dev.javelin.data.Batch;
import dev.javelin.data.DataLoader;
import dev.javelin.data.Mnist;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.metric.Accuracy;
import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Sequential;
import dev.javelin.optim.ASGD;
import dev.javelin.optim.Adadelta;
import dev.javelin.optim.Adafactor;
import dev.javelin.optim.Adagrad;
import dev.javelin.optim.Adam;
import dev.javelin.optim.AdamW;
import dev.javelin.optim.Adamax;
import dev.javelin.optim.LBFGS;
import dev.javelin.optim.Muon;
import dev.javelin.optim.NAdam;
import dev.javelin.optim.RAdam;
import dev.javelin.optim.RMSprop;
import dev.javelin.optim.Rprop;
import dev.javelin.optim.SGD;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * How the loss falls as one optimizer trains the network that all of them train: 784-64-10 with
 * ReLU, from the same first weights, on the same batches.
 *
 * @param name the optimizer and its rate
 * @param losses means over equal stretches of steps
 * @param testAccuracy after the last step, from 0 to 1
 */
public record OptimizerCurve(String name, List<Double> losses, double testAccuracy) {
  /**
   * An optimizer under a name, with PyTorch's settings but for those named, which suit this
   * network.
   *
   * @param name with the rate
   * @param of makes it for a model's parameters
   */
  public record Contestant(String name, Function<List<Parameter>, Optimizer> of) {}

  /** Every optimizer but SparseAdam, which has no sparse gradients to work on here. */
  public static final List<Contestant> CONTESTANTS =
      List.of(
          new Contestant("SGD 0.1", p -> new SGD(p, 0.1)),
          new Contestant("SGD 0.1, momentum 0.9", OptimizerCurve::momentum),
          new Contestant("ASGD 0.1", p -> new ASGD(p, 0.1)),
          new Contestant("Adagrad 0.01", p -> new Adagrad(p, 0.01)),
          new Contestant("Adadelta 1", p -> new Adadelta(p, 1)),
          new Contestant("RMSprop 0.001", p -> new RMSprop(p, 0.001)),
          new Contestant("Rprop 0.0001 to 0.001", OptimizerCurve::rprop),
          new Contestant("Adam 0.001", p -> new Adam(p, 0.001)),
          new Contestant("AdamW 0.001", p -> new AdamW(p, 0.001)),
          new Contestant("Adamax 0.002", p -> new Adamax(p, 0.002)),
          new Contestant("NAdam 0.002", p -> new NAdam(p, 0.002)),
          new Contestant("RAdam 0.001", p -> new RAdam(p, 0.001)),
          new Contestant("Adafactor 0.01", p -> new Adafactor(p, 0.01)),
          new Contestant("Muon 0.02, AdamW 0.001", OptimizerCurve::muonAndAdamW),
          new Contestant("L-BFGS 1, strong Wolfe", OptimizerCurve::lbfgs));

  private static final int WIDTH = 64;
  private static final int BATCH = 100;

  /** The most points of a curve. */
  private static final int POINTS = 50;

  private static Optimizer momentum(List<Parameter> parameters) {
    var settings = SGD.Settings.DEFAULT.withMomentum(0.9);
    return new SGD(parameters, LearningRate.constant(0.1), settings);
  }

  /** Rprop is for whole data sets: steps that grow without limit diverge on batches. */
  private static Optimizer rprop(List<Parameter> parameters) {
    var settings = Rprop.Settings.DEFAULT.withLongest(0.001);
    return new Rprop(parameters, LearningRate.constant(0.0001), settings);
  }

  private static Optimizer lbfgs(List<Parameter> parameters) {
    var settings = LBFGS.Settings.DEFAULT.withMaxIter(4).withHistorySize(10).withStrongWolfe();
    return new LBFGS(parameters, LearningRate.constant(1), settings);
  }

  /** Muon takes matrices only: the biases are AdamW's. */
  private static Optimizer muonAndAdamW(List<Parameter> parameters) {
    List<Parameter> matrices =
        parameters.stream().filter(p -> p.value().shape().rank() == 2).toList();
    List<Parameter> others = parameters.stream().filter(p -> !matrices.contains(p)).toList();
    return new Both(new Muon(matrices, 0.02), new AdamW(others, 0.001));
  }

  /** Two optimizers, each with parameters of its own. */
  private record Both(Optimizer first, Optimizer second) implements Optimizer {
    @Override
    public Optimizer to(Engine engine) {
      return new Both(first.to(engine), second.to(engine));
    }

    @Override
    public void zeroGrad() {
      first.zeroGrad();
      second.zeroGrad();
    }

    @Override
    public void step() {
      first.step();
      second.step();
    }
  }

  /** Trains for some steps, and tests. */
  public static OptimizerCurve of(
      Contestant contestant, Mnist mnist, int steps, long seed, Engine engine) {
    Shape row = Shape.of(mnist.train().inputShape().size());
    var train = mnist.train().withInputShape(row);
    Sequential model = model(row.size(), new Seed(seed)).to(engine);
    Optimizer optimizer = contestant.of().apply(model.parameters()).to(engine);
    Loss criterion = new CrossEntropyLoss().to(engine);
    double[] losses = new double[steps];
    int batchSize = Math.min(BATCH, train.size());
    try (DataLoader loader = DataLoader.shuffled(train, batchSize, seed).dropLast().to(engine)) {
      var batches = new EndlessBatches(loader);
      for (int step = 0; step < steps; step++) {
        Batch batch = batches.next();
        DoubleSupplier closure =
            () -> {
              optimizer.zeroGrad();
              Tensor logits = model.forward(batch.inputs());
              Loss.Cost cost = criterion.forward(logits, batch.targets());
              model.backward(cost.gradient());
              return cost.value();
            };
        losses[step] = optimizer.step(closure);
      }
    }
    double accuracy = Accuracy.of(model, mnist.test().withInputShape(row), engine);
    return new OptimizerCurve(contestant.name(), means(losses), accuracy);
  }

  private static Sequential model(int pixels, Seed seed) {
    return new Sequential(
        new Linear(pixels, WIDTH, seed, xavierUniform()),
        new ReLU(),
        new Linear(WIDTH, Mnist.CLASSES, seed, xavierUniform()));
  }

  /** The means over stretches of the same length, the last perhaps shorter. */
  private static List<Double> means(double[] losses) {
    int stretch = Math.ceilDiv(losses.length, POINTS);
    var means = new ArrayList<Double>();
    for (int start = 0; start < losses.length; start += stretch) {
      int end = Math.min(start + stretch, losses.length);
      double sum = 0;
      for (int step = start; step < end; step++) {
        sum += losses[step];
      }
      means.add(sum / (end - start));
    }
    return means;
  }

  /** The mean loss over the last stretch. */
  public double lastLoss() {
    return losses.getLast();
  }
}
