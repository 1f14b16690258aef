package dev.javelin.optim.schedule;

import dev.javelin.LearningRate;
import java.util.function.LongToDoubleFunction;

/**
 * base f(1) f(2) ... f(t). The last product is kept, so that the next step costs one
 * multiplication.
 */
public final class MultiplicativeLR implements LearningRate {
  private final LearningRate base;
  private final LongToDoubleFunction factor;
  private long last;
  private double product = 1;

  /** From a rate. */
  public MultiplicativeLR(LearningRate base, LongToDoubleFunction factor) {
    this.base = base;
    this.factor = factor;
  }

  @Override
  public double at(long t) {
    return base.at(t) * product(t);
  }

  private synchronized double product(long t) {
    if (t < last) {
      last = 0;
      product = 1;
    }
    while (last < t) {
      last++;
      product *= factor.applyAsDouble(last);
    }
    return product;
  }

  @Override
  public boolean cyclesMomentum() {
    return base.cyclesMomentum();
  }

  @Override
  public double momentumAt(long t, double own) {
    return base.momentumAt(t, own);
  }
}
