package dev.javelin.conformance;

import static dev.javelin.conformance.LossRow.SUM;
import static dev.javelin.conformance.LossRow.TERM;
import static dev.javelin.conformance.LossRow.row;
import static dev.javelin.conformance.LossRow.ternary;
import static dev.javelin.conformance.Torch.scalar;

import dev.javelin.loss.CosineEmbeddingLoss;
import dev.javelin.loss.GaussianNLLLoss;
import dev.javelin.loss.MarginRankingLoss;
import dev.javelin.loss.TripletMarginLoss;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Losses of three tensors, for {@link LossTable}. */
final class TernaryLossTable {
  private static final Bound DISTANCES =
      Bound.ofEach(32, 360, "distances, sums of up to 60 terms of up to 6, which cancel");

  static final List<LossRow> ROWS =
      List.of(
          row(
              "GaussianNLLLoss, full",
              ternary(r -> new GaussianNLLLoss().withFull().withReduction(r)),
              "documented formula on libtorch tensors",
              (in, r) -> reduced(gaussian(in, 1e-6).add(scalar(0.5 * Math.log(2 * Math.PI))), r),
              LossExamples::normals),
          row(
              "GaussianNLLLoss, eps 0.8",
              ternary(r -> new GaussianNLLLoss().withEps(0.8).withReduction(r)),
              "documented formula on libtorch tensors",
              (in, r) -> reduced(gaussian(in, 0.8), r),
              LossExamples::normals),
          row(
              "MarginRankingLoss, margin 0.4",
              ternary(r -> new MarginRankingLoss().withMargin(0.4).withReduction(r)),
              "margin_ranking_loss",
              (in, r) -> torch.margin_ranking_loss(in.get(0), in.get(1), in.get(2), 0.4, r),
              LossExamples::ranks),
          row(
              "CosineEmbeddingLoss, margin 0.1",
              ternary(r -> new CosineEmbeddingLoss().withMargin(0.1).withReduction(r)),
              "cosine_embedding_loss",
              (in, r) -> torch.cosine_embedding_loss(in.get(0), in.get(1), in.get(2), 0.1, r),
              LossExamples::angles),
          triplet("TripletMarginLoss", new TripletMarginLoss(), 2, false, SUM),
          triplet(
              "TripletMarginLoss, p 3, swap",
              new TripletMarginLoss().withP(3).withSwap(),
              3,
              true,
              SUM),
          triplet("TripletMarginLoss, p 1", new TripletMarginLoss().withP(1), 1, false, DISTANCES),
          triplet(
              "TripletMarginLoss, p infinite",
              new TripletMarginLoss().withP(Double.POSITIVE_INFINITY),
              Double.POSITIVE_INFINITY,
              false,
              SUM));

  private TernaryLossTable() {}

  private static LossRow triplet(
      String name, TripletMarginLoss loss, double p, boolean swap, Bound value) {
    return new LossRow(
        name,
        "triplet_margin_loss",
        ternary(loss::withReduction),
        (in, r) -> torch.triplet_margin_loss(in.get(0), in.get(1), in.get(2), 1, p, 1e-6, swap, r),
        LossExamples::triplets,
        value,
        TERM,
        false);
  }

  /** Without its constant term, one loss for each target. */
  private static Tensor gaussian(List<Tensor> in, double eps) {
    if (in.get(2).lt(scalar(0)).any().item_bool()) {
      throw new IllegalArgumentException("a variance is negative");
    }
    // The gradient passes as if the variance were not held.
    Tensor variance = in.get(2).clone();
    try (NoGradGuard _ = new NoGradGuard()) {
      variance.clamp_min_(scalar(eps));
    }
    Tensor difference = in.get(0).sub(in.get(1));
    Tensor twice = variance.log().add(difference.mul(difference).div(variance));
    return twice.mul(scalar(0.5));
  }

  private static Tensor reduced(Tensor losses, long reduction) {
    return reduction == 0 ? losses : reduction == 1 ? losses.mean() : losses.sum();
  }
}
