package dev.javelin.conformance;

import static dev.javelin.conformance.Torch.scalar;

import dev.javelin.nn.Activation;
import dev.javelin.nn.Activations;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A row of the table of activations.
 *
 * @param usual with PyTorch's default settings
 * @param other with others, at the edge of their range where it has one; the usual if there are
 *     none
 * @param random with random settings
 * @param against libtorch's name
 */
record ActivationRow(
    Pair usual,
    Pair other,
    Function<RandomGenerator, Pair> random,
    String against,
    Bound output,
    Bound gradient) {
  /** An activation of Javelin and the same function of libtorch. */
  record Pair(Activation javelin, UnaryOperator<Tensor> torch) {}

  String name() {
    return usual.javelin().getClass().getSimpleName();
  }

  private static final Bound EXACT = Bound.equal();
  private static final Bound ROUNDED = Bound.ofEach(2, "one or two roundings more or less");
  private static final Bound EXP =
      Bound.ofEach(6, "each side's exponential function errs by an ulp or two");
  private static final Bound CANCELS =
      Bound.ofEach(16, 1, "a difference of numbers up to 3 cancels");
  private static final Bound CUBED =
      Bound.ofEach(64, 1, "1 - t^2 cancels, and is multiplied by x or x^3");
  private static final Bound TANH_OF_LOG =
      Bound.ofEach(32, "libtorch takes tanh of a logarithm, which its scalar code rounds");
  private static final Bound FADES =
      Bound.ofEach(6, 1e-30, "Javelin's e^x ends at 2^128, so that 1 / e^x ends at 2^-128");
  private static final Bound SCALED =
      Bound.ofEach(256, "the rounding of x / alpha, up to 300, enters e^x");

  /** Everything in {@link Activations}. */
  static final List<ActivationRow> TABLE =
      List.of(
          row("x", new Activations.Identity(), x -> x.mul(scalar(1)), EXACT, EXACT),
          row("relu", new Activations.ReLU(), torch::relu, EXACT, EXACT),
          row("relu6", new Activations.ReLU6(), torch::relu6, EXACT, EXACT),
          row(
              "leaky_relu",
              leakyReLU(0.01),
              leakyReLU(0.3),
              r -> leakyReLU(r.nextDouble(0, 1)),
              EXACT,
              EXACT),
          row("elu", elu(1), elu(2.5), r -> elu(r.nextDouble(0.1, 3)), EXP, CANCELS),
          row("selu", new Activations.SELU(), torch::selu, EXP, CANCELS),
          row("celu", celu(1), celu(0.4), r -> celu(r.nextDouble(0.1, 3)), EXP, SCALED),
          row("gelu", new Activations.GELU(), torch::gelu, CANCELS, CANCELS),
          row("gelu, tanh", new Activations.GELUTanh(), x -> torch.gelu(x, "tanh"), CANCELS, CUBED),
          row("silu", new Activations.SiLU(), torch::silu, EXP, CANCELS),
          row("mish", new Activations.Mish(), torch::mish, TANH_OF_LOG, CUBED),
          row("sigmoid", new Activations.Sigmoid(), torch::sigmoid, EXP, CANCELS),
          row("log_sigmoid", new Activations.LogSigmoid(), torch::log_sigmoid, EXP, CANCELS),
          row("hardsigmoid", new Activations.Hardsigmoid(), torch::hardsigmoid, ROUNDED, EXACT),
          row("hardswish", new Activations.Hardswish(), torch::hardswish, ROUNDED, ROUNDED),
          row(
              "hardtanh",
              hardtanh(-1, 1),
              hardtanh(-2, 0),
              r -> hardtanh(r.nextDouble(-2, 0), r.nextDouble(0.1, 2)),
              EXACT,
              EXACT),
          row(
              "hardshrink",
              hardshrink(0.5),
              hardshrink(0),
              r -> hardshrink(r.nextDouble(0, 2)),
              EXACT,
              EXACT),
          row(
              "softshrink",
              softshrink(0.5),
              softshrink(0),
              r -> softshrink(r.nextDouble(0, 2)),
              EXACT,
              EXACT),
          row("tanhshrink", new Activations.Tanhshrink(), torch::tanhshrink, CANCELS, CANCELS),
          row(
              "softplus",
              softplus(1, 20),
              softplus(3, 5),
              r -> softplus(r.nextDouble(0.2, 3), r.nextDouble(1, 30)),
              EXP,
              FADES),
          row("softsign", new Activations.Softsign(), torch::softsign, ROUNDED, CANCELS),
          row("tanh", new Activations.Tanh(), torch::tanh, EXP, CANCELS),
          row(
              "threshold",
              threshold(0.1, 0.7),
              threshold(0, -9),
              r -> threshold(r.nextDouble(-1, 1), r.nextDouble(-9, 9)),
              EXACT,
              EXACT));

  private static ActivationRow row(
      String against,
      Activation javelin,
      UnaryOperator<Tensor> torch,
      Bound output,
      Bound gradient) {
    var pair = new Pair(javelin, torch);
    return row(against, pair, pair, r -> pair, output, gradient);
  }

  private static ActivationRow row(
      String against,
      Pair usual,
      Pair other,
      Function<RandomGenerator, Pair> random,
      Bound output,
      Bound gradient) {
    return new ActivationRow(usual, other, random, against, output, gradient);
  }

  private static Pair leakyReLU(double slope) {
    return new Pair(new Activations.LeakyReLU(slope), x -> torch.leaky_relu(x, scalar(slope)));
  }

  private static Pair elu(double alpha) {
    return new Pair(
        new Activations.ELU(alpha), x -> torch.elu(x, scalar(alpha), scalar(1), scalar(1)));
  }

  private static Pair celu(double alpha) {
    return new Pair(new Activations.CELU(alpha), x -> torch.celu(x, scalar(alpha)));
  }

  private static Pair hardtanh(double minimum, double maximum) {
    return new Pair(
        new Activations.Hardtanh(minimum, maximum),
        x -> torch.hardtanh(x, scalar(minimum), scalar(maximum)));
  }

  private static Pair hardshrink(double lambda) {
    return new Pair(new Activations.Hardshrink(lambda), x -> torch.hardshrink(x, scalar(lambda)));
  }

  private static Pair softshrink(double lambda) {
    return new Pair(new Activations.Softshrink(lambda), x -> torch.softshrink(x, scalar(lambda)));
  }

  private static Pair softplus(double beta, double threshold) {
    return new Pair(
        new Activations.Softplus(beta, threshold),
        x -> torch.softplus(x, scalar(beta), scalar(threshold)));
  }

  private static Pair threshold(double threshold, double value) {
    return new Pair(
        new Activations.Threshold(threshold, value),
        x -> torch.threshold(x, scalar(threshold), scalar(value)));
  }
}
