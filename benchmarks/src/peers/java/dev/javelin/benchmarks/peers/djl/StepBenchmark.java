package dev.javelin.benchmarks.peers.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.javelin.benchmarks.Agreement;
import dev.javelin.benchmarks.Measured;
import dev.javelin.benchmarks.MnistBatches;
import dev.javelin.benchmarks.Network;
import dev.javelin.benchmarks.Part;
import dev.javelin.benchmarks.Training;
import dev.javelin.benchmarks.Work;
import dev.javelin.data.Batch;
import dev.javelin.nn.Sequential;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The training step in PyTorch through DJL. */
@State(Scope.Benchmark)
public class StepBenchmark extends Measured {
  private static final int CHECKED_STEPS = 5;

  /** DJL's Adam adds epsilon before correcting the bias, so that its first steps are a bit off. */
  private static final double TOLERANCE = 2e-3;

  @Param({"MNIST_SOFTMAX", "MNIST_NN", "MNIST_NN_DEEP"})
  private Network network;

  @Param({"1", "2"})
  private int threads;

  private final Loss criterion = Loss.softmaxCrossEntropyLoss();
  private NDManager manager;
  private NDArray[] inputs;
  private NDArray[] targets;
  private Model model;
  private Trainer trainer;
  private int next;

  /** Copies data and first weights, and compares the first losses. */
  @Setup
  public void open() {
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    manager = NDManager.newBaseManager("PyTorch");
    Batch[] batches = MnistBatches.first(dev.javelin.benchmarks.StepBenchmark.BATCHES, network);
    inputs = Arrays.stream(batches).map(b -> copyOf(b.inputs())).toArray(NDArray[]::new);
    targets = Arrays.stream(batches).map(b -> copyOf(b.targets())).toArray(NDArray[]::new);
    trainer = trainer();

    float[] expected = Training.losses(network, Arrays.copyOf(batches, CHECKED_STEPS));
    float[] actual = new float[CHECKED_STEPS];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = step(new Work());
    }
    Agreement.check("losses of the first steps", expected, actual, TOLERANCE);
  }

  private NDArray copyOf(Tensor tensor) {
    long[] dims = Arrays.stream(tensor.shape().toArray()).asLongStream().toArray();
    return manager.create(tensor.toArray(), new Shape(dims));
  }

  private Trainer trainer() {
    Sequential source = network.model();
    var block = new SequentialBlock();
    for (Part part : network.parts().parts()) {
      switch (part) {
        case Part.Linear linear -> block.add(Linear.builder().setUnits(linear.out()).build());
        case Part.ReLU _ -> block.add(Activation.reluBlock());
        default -> throw new IllegalArgumentException("only asked of libtorch: " + part);
      }
    }
    model = Model.newInstance("network", "PyTorch");
    model.setBlock(block);
    var rate = Tracker.fixed((float) Training.RATE);
    var adam = Optimizer.adam().optLearningRateTracker(rate).build();
    Trainer made = model.newTrainer(new DefaultTrainingConfig(criterion).optOptimizer(adam));
    made.initialize(new Shape(MnistBatches.BATCH, MnistBatches.PIXELS));
    List<Parameter> parameters = block.getParameters().values();
    for (int i = 0; i < parameters.size(); i++) {
      parameters.get(i).getArray().set(source.parameters().get(i).value().toArray());
    }
    return made;
  }

  /** Ends the trainer. */
  @TearDown
  public void close() {
    trainer.close();
    model.close();
    manager.close();
  }

  /** A step. */
  @Benchmark
  public float step(Work work) {
    work.arithmetic(network.stepFlops(MnistBatches.BATCH));
    try (GradientCollector collector = trainer.newGradientCollector()) {
      NDList logits = trainer.forward(new NDList(inputs[next]));
      NDArray loss = criterion.evaluate(new NDList(targets[next]), logits);
      collector.backward(loss);
      trainer.step();
      next = (next + 1) % inputs.length;
      float value = loss.getFloat();
      logits.close();
      loss.close();
      return value;
    }
  }
}
