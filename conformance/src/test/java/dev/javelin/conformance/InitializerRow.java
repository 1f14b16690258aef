package dev.javelin.conformance;

import static dev.javelin.conformance.Torch.scalar;
import static dev.javelin.nn.init.FanMode.FAN_IN;
import static dev.javelin.nn.init.FanMode.FAN_OUT;

import dev.javelin.Initializer;
import dev.javelin.nn.init.FanMode;
import dev.javelin.nn.init.Initializers;
import dev.javelin.nn.init.Nonlinearity;
import dev.javelin.tensor.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.FanModeType;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kFanIn;
import org.bytedeco.pytorch.kFanOut;

/**
 * A row of the tables of initializers.
 *
 * @param name Javelin's, with its settings
 * @param against libtorch's name
 * @param shape of the weight
 * @param fill libtorch's, which fills a tensor and returns it
 */
record InitializerRow(
    String name, String against, Shape shape, Initializer javelin, UnaryOperator<Tensor> fill) {
  private static final Shape MATRIX = Shape.of(300, 200);
  private static final Shape KERNELS = Shape.of(50, 40, 5, 6);

  /** Those that draw, for weights of {@link Distributions#DRAWS} numbers. */
  static final List<InitializerRow> DRAWN =
      List.of(
          matrix("uniform()", "uniform_", Initializers.uniform(), torch::uniform_),
          matrix(
              "uniform(-1, 3)",
              "uniform_",
              Initializers.uniform(-1, 3),
              w -> torch.uniform_(w, -1, 3)),
          matrix("normal()", "normal_", Initializers.normal(), torch::normal_),
          matrix("normal(3, 2)", "normal_", Initializers.normal(3, 2), w -> torch.normal_(w, 3, 2)),
          truncated(
              "truncatedNormal()", Initializers.truncatedNormal(), truncatedNormal(0, 1, -2, 2)),
          truncated(
              "truncatedNormal(0, 1, -0.2, 0.3)",
              Initializers.truncatedNormal(0, 1, -0.2, 0.3),
              truncatedNormal(0, 1, -0.2, 0.3)),
          truncated(
              "truncatedNormal(1, 2, 2, 7)",
              Initializers.truncatedNormal(1, 2, 2, 7),
              truncatedNormal(1, 2, 2, 7)),
          truncated(
              "truncatedNormal(0, 1, -3, -1)",
              Initializers.truncatedNormal(0, 1, -3, -1),
              truncatedNormal(0, 1, -3, -1)),
          matrix(
              "xavierUniform()",
              "xavier_uniform_",
              Initializers.xavierUniform(),
              torch::xavier_uniform_),
          kernels(
              "xavierUniform(3)",
              "xavier_uniform_",
              Initializers.xavierUniform(3),
              w -> torch.xavier_uniform_(w, 3)),
          matrix(
              "xavierNormal()",
              "xavier_normal_",
              Initializers.xavierNormal(),
              torch::xavier_normal_),
          kernels(
              "xavierNormal(0.5)",
              "xavier_normal_",
              Initializers.xavierNormal(0.5),
              w -> torch.xavier_normal_(w, 0.5)),
          matrix(
              "kaimingUniform(0)",
              "kaiming_uniform_",
              Initializers.kaimingUniform(0),
              kaimingUniform(0, FAN_IN, Nonlinearity.LEAKY_RELU)),
          matrix(
              "kaimingUniform(sqrt(5))",
              "kaiming_uniform_",
              Initializers.kaimingUniform(Math.sqrt(5)),
              kaimingUniform(Math.sqrt(5), FAN_IN, Nonlinearity.LEAKY_RELU)),
          kernels(
              "kaimingUniform(0, FAN_OUT, TANH)",
              "kaiming_uniform_",
              Initializers.kaimingUniform(0, FAN_OUT, Nonlinearity.TANH),
              kaimingUniform(0, FAN_OUT, Nonlinearity.TANH)),
          matrix(
              "kaimingNormal(0.3)",
              "kaiming_normal_",
              Initializers.kaimingNormal(0.3),
              kaimingNormal(0.3, FAN_IN, Nonlinearity.LEAKY_RELU)),
          kernels(
              "kaimingNormal(0, FAN_OUT, RELU)",
              "kaiming_normal_",
              Initializers.kaimingNormal(0, FAN_OUT, Nonlinearity.RELU),
              kaimingNormal(0, FAN_OUT, Nonlinearity.RELU)),
          matrix("orthogonal()", "orthogonal_", Initializers.orthogonal(), torch::orthogonal_),
          kernels(
              "orthogonal(2)",
              "orthogonal_",
              Initializers.orthogonal(2),
              w -> torch.orthogonal_(w, 2)),
          matrix("sparse(0.1)", "sparse_", Initializers.sparse(0.1), w -> torch.sparse_(w, 0.1)),
          matrix(
              "sparse(0.3, 2)",
              "sparse_",
              Initializers.sparse(0.3, 2),
              w -> torch.sparse_(w, 0.3, 2)));

  /** Those that do not. */
  static final List<InitializerRow> FIXED =
      List.of(
          fixed(
              "constant(2.7)",
              "constant_",
              Initializers.constant(2.7),
              w -> torch.constant_(w, scalar(2.7)),
              3,
              4),
          fixed("ones()", "ones_", Initializers.ones(), torch::ones_, 7),
          fixed("zeros()", "zeros_", Initializers.zeros(), torch::zeros_, 7),
          fixed("eye()", "eye_", Initializers.eye(), torch::eye_, 5, 8),
          fixed("eye()", "eye_", Initializers.eye(), torch::eye_, 8, 5),
          fixed("dirac()", "dirac_", Initializers.dirac(), torch::dirac_, 4, 6, 3),
          fixed("dirac()", "dirac_", Initializers.dirac(), torch::dirac_, 6, 4, 4, 5),
          fixed("dirac()", "dirac_", Initializers.dirac(), torch::dirac_, 3, 3, 1, 2, 3),
          fixed(
              "dirac(3)",
              "dirac_, of each group",
              Initializers.dirac(3),
              w -> diracOfGroups(w, 3),
              12,
              2,
              3,
              3));

  private static InitializerRow matrix(
      String name, String against, Initializer javelin, UnaryOperator<Tensor> fill) {
    return new InitializerRow(name, "init::" + against, MATRIX, javelin, fill);
  }

  private static InitializerRow kernels(
      String name, String against, Initializer javelin, UnaryOperator<Tensor> fill) {
    return new InitializerRow(name + " of " + KERNELS, "init::" + against, KERNELS, javelin, fill);
  }

  private static InitializerRow fixed(
      String name, String against, Initializer javelin, UnaryOperator<Tensor> fill, int... dims) {
    return new InitializerRow(name, "init::" + against, Shape.of(dims), javelin, fill);
  }

  private static InitializerRow truncated(
      String name, Initializer javelin, UnaryOperator<Tensor> fill) {
    return new InitializerRow(
        name, "documented algorithm on libtorch tensors", MATRIX, javelin, fill);
  }

  /** PyTorch's {@code trunc_normal_}: the inverse of the distribution function. */
  private static UnaryOperator<Tensor> truncatedNormal(
      double mean, double deviation, double a, double b) {
    return w -> {
      double low = distributionFunction((a - mean) / deviation);
      double high = distributionFunction((b - mean) / deviation);
      w.uniform_(2 * low - 1, 2 * high - 1, new GeneratorOptional()).erfinv_();
      return w.mul_(scalar(deviation * Math.sqrt(2)))
          .add_(scalar(mean))
          .clamp_(new ScalarOptional(scalar(a)), new ScalarOptional(scalar(b)));
    };
  }

  private static double distributionFunction(double z) {
    return torch.special_ndtr(Tensor.create(new double[] {z}, 1)).item_double();
  }

  private static UnaryOperator<Tensor> kaimingUniform(
      double a, FanMode mode, Nonlinearity nonlinearity) {
    return w ->
        torch.kaiming_uniform_(w, a, ofLibtorch(mode), Nonlinearities.ofLibtorch(nonlinearity));
  }

  private static UnaryOperator<Tensor> kaimingNormal(
      double a, FanMode mode, Nonlinearity nonlinearity) {
    return w ->
        torch.kaiming_normal_(w, a, ofLibtorch(mode), Nonlinearities.ofLibtorch(nonlinearity));
  }

  private static FanModeType ofLibtorch(FanMode mode) {
    return switch (mode) {
      case FAN_IN -> new FanModeType(new kFanIn());
      case FAN_OUT -> new FanModeType(new kFanOut());
    };
  }

  /** What PyTorch's {@code dirac_} does with groups, which libtorch's C++ API lacks. */
  private static Tensor diracOfGroups(Tensor weight, int groups) {
    long size = weight.size(0) / groups;
    for (int group = 0; group < groups; group++) {
      torch.dirac_(weight.narrow(0, group * size, size));
    }
    return weight;
  }
}
