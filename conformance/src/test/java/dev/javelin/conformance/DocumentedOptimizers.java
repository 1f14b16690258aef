package dev.javelin.conformance;

import static dev.javelin.conformance.Torch.scalar;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The optimizers of {@code torch.optim} that libtorch's C++ API lacks, as PyTorch's documentation
 * writes them down, in tensor operations of libtorch in double precision.
 */
final class DocumentedOptimizers {
  private DocumentedOptimizers() {}

  static Algorithm adadelta(double rate, double rho, double epsilon, double decay) {
    return new Algorithm() {
      private Tensor square;
      private Tensor moved;

      @Override
      public Tensor step(Tensor x, Tensor gradient, int t) {
        Tensor g = decayed(gradient, x, decay);
        square = t == 1 ? g.mul(g).mul(scalar(1 - rho)) : mean(square, g.mul(g), rho);
        Tensor before = t == 1 ? torch.zeros_like(x) : moved;
        Tensor root = before.add(scalar(epsilon)).sqrt();
        Tensor delta = root.div(square.add(scalar(epsilon)).sqrt()).mul(g);
        moved = mean(before, delta.mul(delta), rho);
        return x.sub(delta.mul(scalar(rate)));
      }
    };
  }

  static Algorithm adamax(double rate, double beta1, double beta2, double epsilon, double decay) {
    return new Algorithm() {
      private Tensor moment;
      private Tensor norm;

      @Override
      public Tensor step(Tensor x, Tensor gradient, int t) {
        Tensor g = decayed(gradient, x, decay);
        moment = mean(t == 1 ? torch.zeros_like(x) : moment, g, beta1);
        Tensor before = (t == 1 ? torch.zeros_like(x) : norm).mul(scalar(beta2));
        norm = torch.maximum(before, g.abs().add(scalar(epsilon)));
        return x.sub(moment.div(norm).mul(scalar(rate / (1 - Math.pow(beta1, t)))));
      }
    };
  }

  static Algorithm nadam(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      double momentumDecay,
      boolean decoupled) {
    return new Algorithm() {
      private Tensor moment;
      private Tensor square;
      private double product = 1;

      @Override
      public Tensor step(Tensor parameter, Tensor gradient, int t) {
        Tensor x = decoupled ? parameter.mul(scalar(1 - rate * decay)) : parameter;
        Tensor g = decoupled ? gradient : decayed(gradient, x, decay);
        double now = beta1 * (1 - 0.5 * Math.pow(0.96, t * momentumDecay));
        double next = beta1 * (1 - 0.5 * Math.pow(0.96, (t + 1) * momentumDecay));
        product *= now;
        moment = mean(t == 1 ? torch.zeros_like(x) : moment, g, beta1);
        square = mean(t == 1 ? torch.zeros_like(x) : square, g.mul(g), beta2);
        Tensor ahead = moment.mul(scalar(next / (1 - product * next)));
        Tensor here = g.mul(scalar((1 - now) / (1 - product)));
        Tensor root = square.div(scalar(1 - Math.pow(beta2, t))).sqrt().add(scalar(epsilon));
        return x.sub(ahead.add(here).div(root).mul(scalar(rate)));
      }
    };
  }

  static Algorithm radam(
      double rate, double beta1, double beta2, double epsilon, double decay, boolean decoupled) {
    double longest = 2 / (1 - beta2) - 1;
    return new Algorithm() {
      private Tensor moment;
      private Tensor square;

      @Override
      public Tensor step(Tensor parameter, Tensor gradient, int t) {
        Tensor x = decoupled ? parameter.mul(scalar(1 - rate * decay)) : parameter;
        Tensor g = decoupled ? gradient : decayed(gradient, x, decay);
        moment = mean(t == 1 ? torch.zeros_like(x) : moment, g, beta1);
        square = mean(t == 1 ? torch.zeros_like(x) : square, g.mul(g), beta2);
        Tensor m = moment.div(scalar(1 - Math.pow(beta1, t)));
        double left = 1 - Math.pow(beta2, t);
        double length = longest - 2 * t * (1 - left) / left;
        if (length <= 5) {
          return x.sub(m.mul(scalar(rate)));
        }
        double rectified =
            Math.sqrt(
                (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
        Tensor adaptive =
            square.sqrt().add(scalar(epsilon)).pow(scalar(-1)).mul(scalar(Math.sqrt(left)));
        return x.sub(m.mul(adaptive).mul(scalar(rate * rectified)));
      }
    };
  }

  static Algorithm asgd(double rate, double lambda, double alpha, double decay) {
    return new Algorithm() {
      private double eta = rate;

      @Override
      public Tensor step(Tensor x, Tensor gradient, int t) {
        Tensor g = decayed(gradient, x, decay);
        Tensor moved = x.mul(scalar(1 - lambda * eta)).sub(g.mul(scalar(eta)));
        eta = rate / Math.pow(1 + lambda * rate * t, alpha);
        return moved;
      }
    };
  }

  static Algorithm rprop(double rate, double shrink, double grow, double shortest, double longest) {
    return new Algorithm() {
      private Tensor before;
      private Tensor size;

      @Override
      public Tensor step(Tensor x, Tensor g, int t) {
        if (t == 1) {
          before = torch.zeros_like(x);
          size = torch.ones_like(x).mul(scalar(rate));
        }
        Tensor agreement = g.mul(before).sign();
        Tensor same = agreement.eq(scalar(1)).to(torch.ScalarType.Double);
        Tensor turned = agreement.eq(scalar(-1)).to(torch.ScalarType.Double);
        Tensor factor =
            same.mul(scalar(grow - 1)).add(turned.mul(scalar(shrink - 1))).add(scalar(1));
        size =
            torch.minimum(
                torch.maximum(size.mul(factor), torch.full_like(x, scalar(shortest))),
                torch.full_like(x, scalar(longest)));
        before = g.mul(torch.ones_like(x).sub(turned));
        return x.sub(before.sign().mul(size));
      }
    };
  }

  /** The gradient with an L2 penalty's. */
  private static Tensor decayed(Tensor g, Tensor x, double decay) {
    return g.add(x.mul(scalar(decay)));
  }

  private static Tensor mean(Tensor old, Tensor value, double decay) {
    return old.mul(scalar(decay)).add(value.mul(scalar(1 - decay)));
  }
}
