package dev.javelin.benchmarks.peers.deeplearning4j;

import dev.javelin.benchmarks.Agreement;
import dev.javelin.benchmarks.Measured;
import dev.javelin.benchmarks.MnistBatches;
import dev.javelin.benchmarks.Network;
import dev.javelin.benchmarks.Training;
import dev.javelin.benchmarks.Work;
import dev.javelin.data.Batch;
import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.Linear;
import dev.javelin.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The training step in Deeplearning4j. */
@State(Scope.Benchmark)
public class StepBenchmark extends Measured {
  private static final int CHECKED_STEPS = 5;
  private static final int CLASSES = 10;

  /** Its Adam adds epsilon before correcting the bias, so that its first steps are a bit off. */
  private static final double TOLERANCE = 2e-3;

  @Param({"MNIST_SOFTMAX", "MNIST_NN", "MNIST_NN_DEEP"})
  private Network network;

  @Param({"1", "2"})
  private int threads;

  private INDArray[] inputs;
  private INDArray[] targets;
  private MultiLayerNetwork model;
  private int next;

  /** Copies data and first weights, and compares the first losses. */
  @Setup
  public void open() {
    Batch[] batches = MnistBatches.first(dev.javelin.benchmarks.StepBenchmark.BATCHES, network);
    inputs = Arrays.stream(batches).map(b -> copyOf(b.inputs())).toArray(INDArray[]::new);
    targets = Arrays.stream(batches).map(b -> oneHot(b.targets())).toArray(INDArray[]::new);
    model = model();
    // ND4J is only loaded now.
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);

    float[] expected = Training.losses(network, Arrays.copyOf(batches, CHECKED_STEPS));
    float[] actual = new float[CHECKED_STEPS];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = (float) step(new Work());
    }
    Agreement.check("losses of the first steps", expected, actual, TOLERANCE);
  }

  private MultiLayerNetwork model() {
    var linears = new ArrayList<Linear>();
    for (var layer : network.model().children()) {
      switch (layer) {
        case Linear linear -> linears.add(linear);
        case ReLU _ -> {} // part of the layer before it
        default -> throw new IllegalArgumentException("only asked of libtorch: " + layer);
      }
    }
    var list = new NeuralNetConfiguration.Builder().updater(new Adam(Training.RATE)).list();
    int inputs = MnistBatches.PIXELS;
    for (Linear linear : linears.subList(0, linears.size() - 1)) {
      int outputs = linear.weight().value().shape().dim(0);
      list.layer(
          new DenseLayer.Builder().nIn(inputs).nOut(outputs).activation(Activation.RELU).build());
      inputs = outputs;
    }
    list.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nIn(inputs)
            .nOut(CLASSES)
            .activation(Activation.SOFTMAX)
            .build());
    var made = new MultiLayerNetwork(list.build());
    made.init();
    for (int i = 0; i < linears.size(); i++) {
      // Deeplearning4j stores a weight as [in, out].
      made.setParam(i + "_W", copyOf(linears.get(i).weight().value()).transpose());
      Tensor bias = linears.get(i).bias().orElseThrow().value();
      made.setParam(i + "_b", Nd4j.create(bias.toArray(), new int[] {1, bias.size()}));
    }
    return made;
  }

  private static INDArray copyOf(Tensor matrix) {
    return Nd4j.create(matrix.toArray(), matrix.shape().toArray());
  }

  private static INDArray oneHot(Tensor labels) {
    INDArray matrix = Nd4j.zeros(labels.size(), CLASSES);
    for (int i = 0; i < labels.size(); i++) {
      matrix.putScalar(i, (long) labels.get(i), 1);
    }
    return matrix;
  }

  /** A step. */
  @Benchmark
  public double step(Work work) {
    work.arithmetic(network.stepFlops(MnistBatches.BATCH));
    model.fit(inputs[next], targets[next]);
    next = (next + 1) % inputs.length;
    return model.score();
  }
}
