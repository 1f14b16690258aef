package dev.javelin.conformance;

import static dev.javelin.conformance.Torch.scalar;

import dev.javelin.layer.Layer;
import dev.javelin.nn.AlphaDropout;
import dev.javelin.nn.Dropout;
import dev.javelin.nn.RReLU;
import dev.javelin.random.Seed;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A row of the table of layers that draw in training. Javelin's draws differ from libtorch's on
 * purpose: a number follows from the seed and its place, whatever the threads. So libtorch's
 * formula is given Javelin's draw, and the draws of both are compared as samples.
 *
 * @param name Javelin's, with its settings
 * @param against libtorch's name
 * @param layer of a seed
 * @param probe an input whose output shows the draw
 * @param noise what libtorch's formula calls noise, from the probe's output
 * @param formula libtorch's, of an input and the noise
 * @param libtorch its layer in training
 */
record NoiseRow(
    String name,
    String against,
    Function<Seed, Layer> layer,
    double probe,
    DoubleUnaryOperator noise,
    BinaryOperator<Tensor> formula,
    UnaryOperator<Tensor> libtorch,
    Bound bound) {
  private static final Bound SCALED =
      Bound.ofEach(4, "1 - p, its inverse and the product are rounded");
  private static final Bound SHIFTED = Bound.ofEach(16, 1, "a x + b cancels");

  /** The magnitude of SELU's limit, with libtorch's digits. */
  private static final double ALPHA = 1.7580993408473766;

  static final List<NoiseRow> TABLE =
      List.of(
          dropout(0.5),
          dropout(0.2),
          alphaDropout(0.5),
          alphaDropout(0.2),
          rrelu(0.125, 0.25),
          rrelu(-0.5, 0.9));

  /** The noise is 1 for what is kept, else 0. */
  private static NoiseRow dropout(double p) {
    return new NoiseRow(
        "Dropout, p " + p,
        "dropout",
        seed -> new Dropout(p, seed),
        1,
        Math::signum,
        (x, noise) -> x.mul(noise.div(scalar(1 - p))),
        x -> torch.dropout(x, p, true),
        SCALED);
  }

  /** The same noise. Of an input of 0, what is kept is above 0, and what is dropped below. */
  private static NoiseRow alphaDropout(double p) {
    double a = 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
    return new NoiseRow(
        "AlphaDropout, p " + p,
        "alpha_dropout",
        seed -> new AlphaDropout(p, seed),
        0,
        y -> y > 0 ? 1 : 0,
        (x, noise) -> {
          Tensor shift = noise.add(scalar(-1)).mul(scalar(ALPHA * a)).add(scalar(ALPHA * a * p));
          return x.mul(noise.mul(scalar(a))).add(shift);
        },
        x -> torch.alpha_dropout(x, p, true),
        SHIFTED);
  }

  /** The noise is the slope. */
  private static NoiseRow rrelu(double lower, double upper) {
    return new NoiseRow(
        "RReLU, from %s to %s".formatted(lower, upper),
        "rrelu",
        seed -> new RReLU(lower, upper, seed),
        -1,
        y -> -y,
        (x, noise) -> torch.where(x.gt(scalar(0)), x, x.mul(noise)),
        x -> torch.rrelu(x, scalar(lower), scalar(upper), true, new GeneratorOptional()),
        Bound.equal());
  }
}
