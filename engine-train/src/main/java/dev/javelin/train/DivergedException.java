package dev.javelin.train;

/**
 * The loss became infinite or NaN; the message says when. The weights are as they were then: those
 * before the step, or, with {@link dev.javelin.optim.LBFGS}, which moves them several times a step,
 * those at the point where the loss diverged, such as a trial point of its line search.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(int epoch, int batch, double loss) {
    super(
        "the loss is %s in epoch %d, batch %d: try a lower learning rate or smaller first weights"
            .formatted(loss, epoch, batch));
  }
}
