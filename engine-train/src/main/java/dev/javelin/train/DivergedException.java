package dev.javelin.train;

/** The loss became infinite or NaN; the message says when. The weights are as they were then. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DivergedException(int epoch, int batch, double loss) {
    super(
        "the loss is %s in epoch %d, batch %d: try a lower learning rate or smaller first weights"
            .formatted(loss, epoch, batch));
  }
}
