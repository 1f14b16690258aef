package dev.javelin.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.Engine;
import dev.javelin.Loss;
import dev.javelin.Parameter;
import dev.javelin.data.DataLoader;
import dev.javelin.data.TensorDataset;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.loss.BCELoss;
import dev.javelin.loss.CosineEmbeddingLoss;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.loss.GaussianNLLLoss;
import dev.javelin.loss.MSELoss;
import dev.javelin.loss.Reduction;
import dev.javelin.loss.TernaryLoss;
import dev.javelin.loss.TripletMarginLoss;
import dev.javelin.nn.Activation;
import dev.javelin.nn.Activations;
import dev.javelin.nn.AvgPool2d;
import dev.javelin.nn.BatchNorm1d;
import dev.javelin.nn.BatchNorm2d;
import dev.javelin.nn.Conv2d;
import dev.javelin.nn.ConvOptions;
import dev.javelin.nn.GLU;
import dev.javelin.nn.Linear;
import dev.javelin.nn.LogSoftmax;
import dev.javelin.nn.MaxPool2d;
import dev.javelin.nn.PReLU;
import dev.javelin.nn.RReLU;
import dev.javelin.nn.Sequential;
import dev.javelin.nn.Softmax;
import dev.javelin.nn.Softmin;
import dev.javelin.optim.SGD;
import dev.javelin.random.RandomStream;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import dev.javelin.train.Trainer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
  private static final Tensor ONES = Tensor.full(Shape.of(2, 3), 1);

  @Property(tries = 20)
  void layersPass(@ForAll long seed) {
    var random = new Seed(seed);
    List<Layer> layers =
        List.of(
            new Linear(6, 4, random),
            Linear.withoutBias(6, 3, random),
            new PReLU(6),
            new GLU(),
            new Softmax(0),
            new Softmin(1),
            new LogSoftmax(1),
            new Activations.ReLU(),
            new Activations.Tanh(),
            new Activations.Hardswish(),
            new Sequential(
                new Linear(6, 8, random),
                new Activations.ReLU(),
                new ScaledSquare(),
                new Linear(8, 3, random),
                new Activations.Sigmoid()));
    for (Layer layer : layers) {
      GradientCheck.of(layer, Shape.of(3, 6), seed).require();
    }
  }

  @Property(tries = 5)
  void modelsOfImagesPass(@ForAll long seed) {
    checkImages(new Activations.Tanh(), new AvgPool2d(2), seed);
  }

  /** Of one seed: in one model of 300 there are kinks so near on both sides that none is found. */
  @Test
  void modelsWithKinksPass() {
    checkImages(new Activations.ReLU(), new MaxPool2d(2), 777);
  }

  private static void checkImages(Activation activation, Layer pool, long seed) {
    var random = new Seed(seed);
    var model =
        new Sequential(
            new Conv2d(2, 3, ConvOptions.kernel(3).padding(1), random),
            new BatchNorm2d(3),
            new Activations.Tanh(),
            pool,
            new Conv2d(3, 2, 2, random),
            activation);
    GradientCheck.of(model, Shape.of(3, 2, 7, 6), seed).require();
  }

  @Property(tries = 20)
  void lossesPass(@ForAll long seed) {
    Tensor x = positive(seed, 0, 3, 4);
    Tensor targets = positive(seed, 1, 3, 4);
    GradientCheck.of(new MSELoss(), x, targets).require();
    GradientCheck.of(new BCELoss(), x, targets).require();
    Tensor variances = positive(seed, 2, 3, 4);
    GradientCheck.of(new GaussianNLLLoss(), x, targets, variances).require();
    Tensor negatives = GradientCheck.random(x.shape(), new RandomStream(seed, 3));
    GradientCheck.of(new TripletMarginLoss(), x, targets, negatives).require();
    Tensor signs = Tensor.of(new float[] {1, -1, 1}, 3);
    GradientCheck.of(new CosineEmbeddingLoss(), x, targets, signs).require();
    Tensor labels = Tensor.of(new float[] {0, 3, 1}, 3);
    GradientCheck.of(new CrossEntropyLoss(), x, labels).require();
  }

  /** Uniform in [0.1, 0.9). */
  private static Tensor positive(long seed, int stream, int... dims) {
    Tensor tensor = GradientCheck.random(Shape.of(dims), new RandomStream(seed, stream));
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, 0.5f + 0.4f * tensor.get(i));
    }
    return tensor;
  }

  @Test
  void aUsersOwnLayerPassesAndTrains() {
    var layer = new ScaledSquare();
    GradientCheck.of(layer, Shape.of(3, 5), 777).require();

    Tensor x = positive(1, 0, 40, 2);
    Tensor y = x.copy();
    for (int i = 0; i < y.size(); i++) {
      y.set(i, 3 * x.get(i) * x.get(i));
    }
    var model = new Sequential(layer);
    try (Engine engine = Engine.create(1);
        DataLoader loader = DataLoader.shuffled(new TensorDataset(x, y), 10, 1)) {
      new Trainer(engine, model, new MSELoss(), new SGD(model.parameters(), 1)).fit(loader, 50);
    }
    assertThat(layer.parameters().getFirst().value().get(0)).isBetween(2.99f, 3.01f);
  }

  @Test
  void namesTheElementOfAWrongInputGradient() {
    var layer = new Tampered(new Linear(5, 2, new Seed(1)), -1, 7, 1.05f);
    assertThatThrownBy(() -> GradientCheck.of(layer, Shape.of(3, 5), 777).require())
        .isInstanceOf(GradientMismatchException.class)
        .hasMessageMatching(
            "Tampered: gradient of the input, element 7 of \\[3, 5\\]: backward gives \\S+,"
                + " differences give \\S+; off by \\S+, bound \\S+");
  }

  @Test
  void namesTheElementOfAWrongParameterGradient() {
    var random = new Seed(1);
    var wrongWeight = new Tampered(new Linear(5, 2, random), 0, 9, 0);
    assertThatThrownBy(() -> GradientCheck.of(wrongWeight, Shape.of(3, 5), 777).require())
        .hasMessageContaining(
            "parameter 0 (weight), element 9 of [2, 5]: backward gives -0.00000,");
    var wrongBias = new Tampered(new Linear(5, 2, random), 1, 1, -1);
    GradientDeviation worst = GradientCheck.of(wrongBias, Shape.of(3, 5), 777).worst();
    assertThat(worst.what()).isEqualTo("parameter 1 (bias)");
    assertThat(worst.element()).isEqualTo(1);
    assertThat(worst.analytic()).isCloseTo(-worst.numeric(), within(1e-3));
    assertThat(worst.withinBound()).isFalse();
    var nan = new Tampered(new Linear(5, 2, random), 1, 0, Float.NaN);
    assertThat(GradientCheck.of(nan, Shape.of(3, 5), 777).worst().withinBound()).isFalse();
  }

  @Test
  void refusesWhatItCannotCheck() {
    var random = new RReLU(new Seed(1));
    assertThatThrownBy(() -> GradientCheck.of(random, Shape.of(3, 5), 777).require())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RReLU gives another output for the same input");
    var relu = new Activations.ReLU();
    assertThatThrownBy(() -> GradientCheck.ofParameters(relu, Tensor.zeros(2), 1).require())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no gradient");
    var silent = new Tampered(relu, -2, 0, 0);
    assertThatThrownBy(() -> GradientCheck.of(silent, Shape.of(2), 1).require())
        .isInstanceOf(GradientMismatchException.class)
        .hasMessageContaining("gives null as the gradient of the input [2]");
  }

  @Test
  void failsForAWrongLoss() {
    var halved =
        new Loss() {
          @Override
          public Loss.Cost bind(Shape prediction, Shape target, Engine engine) {
            Loss.Cost right = new MSELoss().bind(prediction, target, engine);
            return new Loss.Cost() {
              @Override
              public void forward(Tensor prediction, Tensor target) {
                right.forward(prediction, target);
              }

              @Override
              public double value() {
                return right.value() / 2;
              }

              @Override
              public Tensor gradient() {
                return right.gradient();
              }
            };
          }
        };
    assertThatThrownBy(
            () -> GradientCheck.of(halved, positive(1, 0, 3, 4), positive(1, 1, 3, 4)).require())
        .isInstanceOf(GradientMismatchException.class)
        .hasMessageContaining("gradient of the prediction, element");
  }

  @Test
  void namesTheInputOfAWrongGradientOfThree() {
    TernaryLoss right = new TripletMarginLoss();
    var swapped =
        new TernaryLoss() {
          @Override
          public TernaryLoss.Cost bind(Shape first, Shape third, Engine engine) {
            TernaryLoss.Cost cost = right.bind(first, third, engine);
            return new TernaryLoss.Cost() {
              @Override
              public void forward(Tensor anchor, Tensor positive, Tensor negative) {
                cost.forward(anchor, positive, negative);
              }

              @Override
              public double value() {
                return cost.value();
              }

              @Override
              public Tensor losses() {
                return cost.losses();
              }

              @Override
              public Tensor gradient(int input) {
                return cost.gradient(input == 2 ? 1 : input);
              }
            };
          }
        };
    var check =
        GradientCheck.of(swapped, positive(1, 0, 3, 4), positive(1, 1, 3, 4), positive(1, 2, 3, 4));
    assertThatThrownBy(check::require)
        .isInstanceOf(GradientMismatchException.class)
        .hasMessageContaining("gradient of input 2, element");
  }

  @Test
  void leavesParametersAsTheyWere() {
    var linear = new Linear(5, 2, new Seed(1));
    float[] before = linear.weight().value().toArray();
    GradientCheck.of(linear, Shape.of(3, 5), 777).require();
    assertThat(linear.weight().value().toArray()).isEqualTo(before);
    assertThat(linear.weight().hasGradient()).isFalse();
  }

  @Test
  void leavesBuffersAsTheyWere() {
    var norm = new BatchNorm1d(5);
    GradientCheck.of(norm, Shape.of(3, 5), 777).require();
    var fresh = new BatchNorm1d(5);
    for (int i = 0; i < fresh.buffers().size(); i++) {
      assertThat(norm.buffers().get(i).value().toArray())
          .isEqualTo(fresh.buffers().get(i).value().toArray());
    }
  }

  @Test
  void refusesALossThatIsNotOneNumber() {
    var check = GradientCheck.of(new MSELoss().withReduction(Reduction.NONE), ONES, ONES);
    assertThatThrownBy(check::require)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GradientCheck expects a loss that is one number: MSELoss has no reduction");
  }

  /**
   * Another layer with one number of a gradient multiplied by a factor.
   *
   * @param where the place of the parameter, -1 for the input, -2 to leave the input's gradient out
   */
  private record Tampered(Layer layer, int where, int element, float factor) implements Layer {
    @Override
    public List<Parameter> parameters() {
      return layer.parameters();
    }

    @Override
    public Shape outputShape(Shape input) {
      return layer.outputShape(input);
    }

    @Override
    public Step bind(Shape input, Binding binding) {
      Step step = layer.bind(input, binding);
      return new Step() {
        @Override
        public Tensor forward(Tensor x) {
          return step.forward(x);
        }

        @Override
        public Tensor backward(Tensor dy) {
          Tensor dx = step.backward(dy);
          if (where == -2) {
            return null;
          }
          Tensor wrong = where == -1 ? dx : parameters().get(where).gradientBuffer();
          wrong.set(element, wrong.get(element) * factor);
          return dx;
        }
      };
    }
  }
}
