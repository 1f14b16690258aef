package dev.javelin.conformance;

import static dev.javelin.conformance.Torch.scalar;

import dev.javelin.optim.Adafactor;
import dev.javelin.optim.Muon;
import dev.javelin.optim.SparseAdam;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The optimizers of matrices of {@code torch.optim}, as PyTorch's documentation writes them down,
 * in tensor operations of libtorch in double precision.
 */
final class DocumentedMatrixOptimizers {
  private DocumentedMatrixOptimizers() {}

  /**
   * Muon.
   *
   * @param type in which the momentum is orthogonalised; torch.optim.Muon's is bfloat16
   */
  static Algorithm muon(double rate, Muon.Settings settings, ScalarType type) {
    return new Algorithm() {
      private Tensor moment;

      @Override
      public Tensor step(Tensor x, Tensor g, int t) {
        double momentum = settings.momentum();
        Tensor before = t == 1 ? torch.zeros_like(x) : moment;
        moment = before.lerp(g, scalar(1 - momentum));
        Tensor u = settings.nesterov() ? g.lerp(moment, scalar(momentum)) : moment;
        boolean tall = x.size(0) > x.size(1);
        Tensor wide = tall ? u.t() : u;
        Tensor direction = newtonSchulz(wide.to(type), settings).to(ScalarType.Double);
        Tensor shrunk = x.mul(scalar(1 - rate * settings.weightDecay()));
        double length = rate * adjustment(settings, (double) x.size(0), (double) x.size(1));
        return shrunk.sub((tall ? direction.t() : direction).mul(scalar(length)));
      }
    };
  }

  private static double adjustment(Muon.Settings settings, double rows, double columns) {
    return switch (settings.adjustLrFn()) {
      case ORIGINAL -> Math.sqrt(Math.max(1, rows / columns));
      case MATCH_RMS_ADAMW -> 0.2 * Math.sqrt(Math.max(rows, columns));
    };
  }

  /** Of a matrix with no more rows than columns. */
  private static Tensor newtonSchulz(Tensor u, Muon.Settings settings) {
    Muon.Coefficients k = settings.nsCoefficients();
    Tensor x = u.div(u.norm().clamp_min(scalar(settings.epsilon())));
    for (int i = 0; i < settings.nsSteps(); i++) {
      Tensor gram = x.matmul(x.t());
      Tensor update = gram.mul(scalar(k.b())).add(gram.mul(scalar(k.c())).matmul(gram));
      x = x.mul(scalar(k.a())).add(update.matmul(x));
    }
    return x;
  }

  static Algorithm adafactor(double rate, Adafactor.Settings settings) {
    return new Algorithm() {
      private Tensor rows;
      private Tensor columns;
      private Tensor squares;

      @Override
      public Tensor step(Tensor x, Tensor g, int t) {
        double share = Math.pow(t, settings.beta2Decay());
        double size = Math.max(settings.eps2(), rootMeanSquare(x));
        double alpha = size * Math.min(rate, 1 / Math.sqrt(t));
        Tensor variance = x.dim() > 1 ? factored(g, share, t) : whole(g, share, t);
        double least = settings.eps1() * settings.eps1();
        Tensor u = g.div(variance.clamp_min(scalar(least)).sqrt());
        double clipped = alpha / Math.max(1, rootMeanSquare(u) / settings.d());
        return x.mul(scalar(1 - rate * settings.weightDecay())).sub(u.mul(scalar(clipped)));
      }

      private Tensor whole(Tensor g, double share, int t) {
        squares = moved(t == 1 ? torch.zeros_like(g) : squares, g.mul(g), share);
        return squares;
      }

      private Tensor factored(Tensor g, double share, int t) {
        Tensor ofRows = g.mul(g).mean(new long[] {1}).unsqueeze(1);
        Tensor ofColumns = g.mul(g).mean(new long[] {0}).unsqueeze(0);
        rows = moved(t == 1 ? torch.zeros_like(ofRows) : rows, ofRows, share);
        columns = moved(t == 1 ? torch.zeros_like(ofColumns) : columns, ofColumns, share);
        return rows.matmul(columns).div(rows.mean().clamp_min(scalar(settings.eps1())));
      }
    };
  }

  private static Tensor moved(Tensor from, Tensor to, double share) {
    return from.lerp(to, scalar(share));
  }

  private static double rootMeanSquare(Tensor tensor) {
    return Math.sqrt(tensor.mul(tensor).mean().item_double());
  }

  /** Adam of the rows whose gradient is not zero; of the others nothing changes. */
  static Algorithm sparseAdam(double rate, SparseAdam.Settings settings) {
    return new Algorithm() {
      private Tensor moment;
      private Tensor square;

      @Override
      public Tensor step(Tensor x, Tensor g, int t) {
        if (t == 1) {
          moment = torch.zeros_like(x);
          square = torch.zeros_like(x);
        }
        Tensor present = g.ne(scalar(0)).any(1).unsqueeze(1).to(ScalarType.Double);
        Tensor meanShare = present.mul(scalar(1 - settings.beta1()));
        Tensor squareShare = present.mul(scalar(1 - settings.beta2()));
        moment = moment.add(g.sub(moment).mul(meanShare));
        square = square.add(g.mul(g).sub(square).mul(squareShare));
        double correction =
            Math.sqrt(1 - Math.pow(settings.beta2(), t)) / (1 - Math.pow(settings.beta1(), t));
        Tensor direction = moment.div(square.sqrt().add(scalar(settings.epsilon())));
        return x.sub(direction.mul(present).mul(scalar(rate * correction)));
      }
    };
  }
}
