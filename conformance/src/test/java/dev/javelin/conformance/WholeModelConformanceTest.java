package dev.javelin.conformance;

import static dev.javelin.nn.init.Initializers.normal;
import static dev.javelin.nn.init.Initializers.xavierUniform;

import dev.javelin.Engine;
import dev.javelin.Initializer;
import dev.javelin.Loss;
import dev.javelin.conformance.Subject.Section;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.nn.Activations.ReLU;
import dev.javelin.nn.Linear;
import dev.javelin.nn.Sequential;
import dev.javelin.optim.Adam;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Tensor;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/**
 * The lesson's networks 784-256-256-10 with ReLU, cross-entropy and Adam on batches of 100: images
 * of noise around ten random prototypes, one a class.
 */
class WholeModelConformanceTest {
  private static final int STEPS = 100;
  private static final int BATCH = 100;
  private static final int PIXELS = 784;
  private static final int CLASSES = 10;

  /** Shares of the first loss: an absolute bound for losses that fall to nearly nothing. */
  @Test
  void mnistNn() {
    String reason = "weights of normal(0, 1) make training magnify rounding; see the next row";
    compare("mnist_nn", normal(), 1e-2, reason);
  }

  @Test
  void mnistNnXavier() {
    compare("mnist_nn_xavier", xavierUniform(), 1e-6, "rounding, magnified a little");
  }

  private static void compare(String name, Initializer initializer, double bound, String reason) {
    var loss = new Subject(Section.WHOLE_MODELS, name, "loss", "the same in libtorch", "");
    var error =
        new Subject(
            Section.WHOLE_MODELS,
            name,
            "loss, distance from double precision, so far",
            "that of libtorch in float32",
            "both from libtorch in double precision");
    Sequential model = model(initializer);
    Loss criterion = new CrossEntropyLoss();
    var random = new RandomStream(777, 1);
    Tensor prototypes = Draw.uniform(random, 0, 1, CLASSES, PIXELS);
    double first = 0;
    double javelinError = 0;
    double libtorchError = 0;
    try (Engine engine = Engine.create(1);
        PointerScope _ = new PointerScope()) {
      var optimizer = new Adam(model.to(engine).parameters(), 0.001).to(engine);
      var floats = new LibtorchModel(model, ScalarType.Float);
      var doubles = new LibtorchModel(model, ScalarType.Double);
      for (int step = 1; step <= STEPS; step++) {
        Tensor labels = Draw.indices(random, CLASSES, BATCH);
        Tensor images = images(random, prototypes, labels);
        optimizer.zeroGrad();
        Loss.Cost cost = criterion.forward(model.forward(images), labels);
        model.backward(cost.gradient());
        optimizer.step();

        double expected = floats.step(images, labels);
        double exact = doubles.step(images, labels);
        first = step == 1 ? exact : first;
        javelinError = Math.max(javelinError, Math.abs(cost.value() - exact));
        libtorchError = Math.max(libtorchError, Math.abs(expected - exact));
        double difference = Math.abs(cost.value() - expected) / first;
        Differences.check(loss, bound + " of the first loss", reason, bound, difference);
        double ratio = javelinError / libtorchError;
        Differences.check(error, "4 times", "two roundings of one trajectory", 4, ratio);
      }
    }
  }

  private static Sequential model(Initializer initializer) {
    var seed = new Seed(777);
    return new Sequential(
        new Linear(PIXELS, 256, seed, initializer),
        new ReLU(),
        new Linear(256, 256, seed, initializer),
        new ReLU(),
        new Linear(256, CLASSES, seed, initializer));
  }

  private static Tensor images(RandomStream random, Tensor prototypes, Tensor labels) {
    Tensor images = Draw.uniform(random, 0, 1, BATCH, PIXELS);
    for (int i = 0; i < images.size(); i++) {
      int label = (int) labels.get(i / PIXELS);
      float prototype = prototypes.get(label * PIXELS + i % PIXELS);
      images.set(i, (images.get(i) + prototype) / 2);
    }
    return images;
  }
}
