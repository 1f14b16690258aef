package dev.javelin.conformance;

import dev.javelin.conformance.Subject.Section;
import dev.javelin.nn.init.Initializers;
import dev.javelin.nn.init.Nonlinearity;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two weights of each initializer, one of Javelin's and one of libtorch's, with fixed seeds. */
class InitializerConformanceTest {
  static final Iterable<InitializerRow> DRAWN = InitializerRow.DRAWN;
  static final Iterable<InitializerRow> FIXED = InitializerRow.FIXED;
  static final Iterable<InitializerRow> SPARSE =
      InitializerRow.DRAWN.stream().filter(row -> row.name().startsWith("sparse")).toList();

  @ParameterizedTest
  @FieldSource("DRAWN")
  void distributions(InitializerRow row) {
    Distributions.check(
        Section.INITIALIZERS, row.name(), row.against(), ofJavelin(row), ofLibtorch(row));
  }

  @ParameterizedTest
  @FieldSource("FIXED")
  void numbers(InitializerRow row) {
    Differences.check(subject(row, "weight"), Bound.equal(), ofJavelin(row), ofLibtorch(row));
  }

  /** The products of rows, or of columns if there are fewer. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 2})
  void orthogonality(double gain) {
    String name = "orthogonal(" + gain + ")";
    var subject =
        new Subject(Section.INITIALIZERS, name, "products of rows or columns", "gain^2 or 0", "");
    Bound bound = Bound.ofLargest(2, "each number of two rows of length 1 is rounded once");
    for (Shape shape : List.of(Shape.of(30, 20), Shape.of(20, 30), Shape.of(20, 10, 3, 3))) {
      Tensor weight = Tensor.zeros(shape);
      Initializers.orthogonal(gain).fill(weight, new RandomStream(777, 0));
      double[] products = products(Torch.numbers(weight), shape.dim(0));
      int side = (int) Math.sqrt(products.length);
      double[] expected = new double[products.length];
      for (int i = 0; i < side; i++) {
        expected[i * side + i] = gain * gain;
      }
      Differences.check(subject, bound, products, expected);
    }
  }

  private static double[] products(double[] weight, int rows) {
    int columns = weight.length / rows;
    boolean byRows = rows < columns;
    int side = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    double[] products = new double[side * side];
    for (int i = 0; i < products.length; i++) {
      int a = i / side;
      int b = i % side;
      for (int k = 0; k < length; k++) {
        products[i] +=
            byRows
                ? weight[a * columns + k] * weight[b * columns + k]
                : weight[k * columns + a] * weight[k * columns + b];
      }
    }
    return products;
  }

  @ParameterizedTest
  @FieldSource("SPARSE")
  void zeros(InitializerRow row) {
    int columns = row.shape().dim(1);
    Differences.check(
        subject(row, "zeros of each column"),
        Bound.equal(),
        zeros(ofJavelin(row), columns),
        zeros(ofLibtorch(row), columns));
  }

  private static double[] zeros(double[] weight, int columns) {
    double[] zeros = new double[columns];
    for (int i = 0; i < weight.length; i++) {
      zeros[i % columns] += weight[i] == 0 ? 1 : 0;
    }
    return zeros;
  }

  @ParameterizedTest
  @EnumSource(Nonlinearity.class)
  void gains(Nonlinearity nonlinearity) {
    checkGain(nonlinearity, 0.01, Initializers.calculateGain(nonlinearity));
    for (double slope : new double[] {0, 0.2, 1, Math.sqrt(5)}) {
      checkGain(nonlinearity, slope, Initializers.calculateGain(nonlinearity, slope));
    }
  }

  private static void checkGain(Nonlinearity nonlinearity, double slope, double gain) {
    boolean documented = nonlinearity == Nonlinearity.SELU;
    var subject =
        new Subject(
            Section.INITIALIZERS,
            "calculateGain(" + nonlinearity + ")",
            "gain",
            documented ? "PyTorch's documented table" : "init::calculate_gain",
            "");
    try (PointerScope _ = new PointerScope()) {
      double expected =
          documented
              ? Nonlinearities.SELU_GAIN
              : torch.calculate_gain(Nonlinearities.ofLibtorch(nonlinearity), slope);
      double difference = Math.abs(gain - expected) / expected;
      Differences.check(subject, "1e-15 relative", "double precision", 1e-15, difference);
    }
  }

  private static double[] ofJavelin(InitializerRow row) {
    Tensor weight = Tensor.full(row.shape(), Float.NaN);
    row.javelin().fill(weight, new RandomStream(777, 0));
    return Torch.numbers(weight);
  }

  private static double[] ofLibtorch(InitializerRow row) {
    try (PointerScope _ = new PointerScope()) {
      var weight = Torch.of(Tensor.full(row.shape(), Float.NaN));
      torch.manual_seed(777);
      return Torch.numbers(row.fill().apply(weight));
    }
  }

  private static Subject subject(InitializerRow row, String quantity) {
    return new Subject(Section.INITIALIZERS, row.name(), quantity, row.against(), "");
  }
}
