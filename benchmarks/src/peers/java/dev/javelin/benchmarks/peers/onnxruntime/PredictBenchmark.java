package dev.javelin.benchmarks.peers.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.javelin.benchmarks.Measured;
import dev.javelin.benchmarks.MnistBatches;
import dev.javelin.benchmarks.Network;
import dev.javelin.benchmarks.Work;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Prediction in ONNX Runtime, with input and output in buffers made before: its fastest way. */
@State(Scope.Benchmark)
public class PredictBenchmark extends Measured {
  private static final int CLASSES = 10;

  @Param({"1", "32", "100"})
  private int batch;

  @Param("1")
  private int threads;

  private OrtSession session;
  private OnnxTensor output;
  private FloatBuffer logits;
  private Map<String, OnnxTensor> inputs;
  private Map<String, OnnxTensor> outputs;

  /** Makes the model, copies the images and compares the logits. */
  @Setup
  public void open() throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    var options = new SessionOptions();
    options.setIntraOpNumThreads(threads);
    options.setInterOpNumThreads(1);
    byte[] model = OnnxNetwork.bytes(Network.MNIST_NN, batch, MnistBatches.PIXELS, CLASSES);
    session = environment.createSession(model, options);

    var images = dev.javelin.benchmarks.PredictBenchmark.images(batch);
    FloatBuffer pixels = buffer(images.size()).put(images.toArray()).rewind();
    logits = buffer(batch * CLASSES);
    long[] inputShape = {batch, MnistBatches.PIXELS};
    inputs = Map.of(OnnxNetwork.INPUT, OnnxTensor.createTensor(environment, pixels, inputShape));
    output = OnnxTensor.createTensor(environment, logits, new long[] {batch, CLASSES});
    outputs = Map.of(session.getOutputNames().iterator().next(), output);

    predict(new Work());
    float[] actual = new float[logits.capacity()];
    logits.get(0, actual);
    dev.javelin.benchmarks.PredictBenchmark.check(images, actual);
  }

  private static FloatBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(Float.BYTES * size)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Ends the session. */
  @TearDown
  public void close() throws OrtException {
    session.close();
  }

  /** Logits. */
  @Benchmark
  public FloatBuffer predict(Work work) throws OrtException {
    work.arithmetic(Network.MNIST_NN.forwardFlops(batch));
    try (var result = session.run(inputs, outputs)) {
      return logits;
    }
  }
}
