package dev.javelin.conformance;

import dev.javelin.Initializer;
import dev.javelin.nn.init.Initializers;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.FanModeType;
import org.bytedeco.pytorch.Nonlinearity;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kFanIn;
import org.bytedeco.pytorch.kLeakyReLU;

/**
 * A row of the table of initializers that draw.
 *
 * @param name Javelin's, with its settings
 * @param against libtorch's name
 * @param fill libtorch's, which fills a tensor and returns it
 */
record InitializerRow(
    String name, String against, Initializer javelin, UnaryOperator<Tensor> fill) {
  static final List<InitializerRow> TABLE =
      List.of(
          new InitializerRow(
              "uniform(-1, 3)",
              "init::uniform_",
              Initializers.uniform(-1, 3),
              w -> torch.uniform_(w, -1, 3)),
          new InitializerRow("normal()", "init::normal_", Initializers.normal(), torch::normal_),
          new InitializerRow(
              "normal(3, 2)",
              "init::normal_",
              Initializers.normal(3, 2),
              w -> torch.normal_(w, 3, 2)),
          new InitializerRow(
              "xavierUniform()",
              "init::xavier_uniform_",
              Initializers.xavierUniform(),
              torch::xavier_uniform_),
          new InitializerRow(
              "kaimingUniform(0)",
              "init::kaiming_uniform_",
              Initializers.kaimingUniform(0),
              w -> torch.kaiming_uniform_(w, 0, fanIn(), leakyReLU())),
          new InitializerRow(
              "kaimingUniform(sqrt(5))",
              "init::kaiming_uniform_",
              Initializers.kaimingUniform(Math.sqrt(5)),
              w -> torch.kaiming_uniform_(w, Math.sqrt(5), fanIn(), leakyReLU())));

  private static FanModeType fanIn() {
    return new FanModeType(new kFanIn());
  }

  private static Nonlinearity leakyReLU() {
    return new Nonlinearity(new kLeakyReLU());
  }
}
