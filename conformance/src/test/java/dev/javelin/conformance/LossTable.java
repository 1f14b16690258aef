package dev.javelin.conformance;

import static dev.javelin.conformance.LossRow.binary;
import static dev.javelin.conformance.LossRow.ternary;
import static dev.javelin.conformance.Torch.scalar;

import dev.javelin.conformance.LossRow.Examples;
import dev.javelin.conformance.LossRow.Javelin;
import dev.javelin.conformance.LossRow.Reference;
import dev.javelin.loss.BCELoss;
import dev.javelin.loss.BCEWithLogitsLoss;
import dev.javelin.loss.CosineEmbeddingLoss;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.loss.GaussianNLLLoss;
import dev.javelin.loss.HingeEmbeddingLoss;
import dev.javelin.loss.HuberLoss;
import dev.javelin.loss.KLDivLoss;
import dev.javelin.loss.L1Loss;
import dev.javelin.loss.MSELoss;
import dev.javelin.loss.MarginRankingLoss;
import dev.javelin.loss.MultiLabelMarginLoss;
import dev.javelin.loss.MultiLabelSoftMarginLoss;
import dev.javelin.loss.MultiMarginLoss;
import dev.javelin.loss.NLLLoss;
import dev.javelin.loss.PoissonNLLLoss;
import dev.javelin.loss.Reduction;
import dev.javelin.loss.SmoothL1Loss;
import dev.javelin.loss.SoftMarginLoss;
import dev.javelin.loss.TripletMarginLoss;
import java.util.List;
import org.bytedeco.pytorch.KLDivLossOptions;
import org.bytedeco.pytorch.MultiLabelSoftMarginLossOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kBatchMean;
import org.bytedeco.pytorch.kMean;
import org.bytedeco.pytorch.kNone;
import org.bytedeco.pytorch.kSum;

/** The table of losses. */
final class LossTable {
  /** How many classes the weights of classes are for. */
  private static final int CLASSES = LossConformanceTest.CLASSES;

  /** PyTorch's ignore_index, which no target has. */
  private static final long IGNORED = -100;

  private static final Bound SUM =
      Bound.ofEach(32, 1, "sums of up to 600 terms of about 1 in different order");
  private static final Bound THOUSANDS =
      Bound.ofEach(32, 3000, "sums of up to 600 terms of up to 3000, which cancel");
  private static final Bound DISTANCES =
      Bound.ofEach(32, 360, "distances, sums of up to 60 terms of up to 6, which cancel");
  private static final Bound TERM = Bound.ofLargest(8, 1, "a few roundings");
  private static final Bound SOFTMAX =
      Bound.ofLargest(16, 1, "errors of exponential functions and of a sum of up to 60 of them");

  static final List<LossRow> ROWS =
      List.of(
          row(
              "MSELoss",
              binary(r -> new MSELoss().withReduction(r)),
              "mse_loss",
              (in, r) -> torch.mse_loss(in.get(0), in.get(1), r),
              LossExamples::regression),
          row(
              "L1Loss",
              binary(r -> new L1Loss().withReduction(r)),
              "l1_loss",
              (in, r) -> torch.l1_loss(in.get(0), in.get(1), r),
              LossExamples::regression),
          row(
              "SmoothL1Loss",
              binary(r -> new SmoothL1Loss().withReduction(r)),
              "smooth_l1_loss",
              (in, r) -> torch.smooth_l1_loss(in.get(0), in.get(1), r, 1),
              LossExamples::regression),
          row(
              "SmoothL1Loss, beta 0.3",
              binary(r -> new SmoothL1Loss().withBeta(0.3).withReduction(r)),
              "smooth_l1_loss",
              (in, r) -> torch.smooth_l1_loss(in.get(0), in.get(1), r, 0.3),
              LossExamples::regression),
          row(
              "HuberLoss, delta 0.7",
              binary(r -> new HuberLoss().withDelta(0.7).withReduction(r)),
              "huber_loss",
              (in, r) -> torch.huber_loss(in.get(0), in.get(1), r, 0.7),
              LossExamples::regression),
          row(
              "BCELoss",
              binary(r -> new BCELoss().withReduction(r)),
              "binary_cross_entropy",
              (in, r) -> torch.binary_cross_entropy(in.get(0), in.get(1), none(), r),
              LossExamples::probabilities),
          row(
                  "BCELoss, weights",
                  binary(
                      r ->
                          new BCELoss().withWeight(LossExamples.weights(CLASSES)).withReduction(r)),
                  "binary_cross_entropy",
                  (in, r) -> torch.binary_cross_entropy(in.get(0), in.get(1), weights(), r),
                  LossExamples::probabilities)
              .withWeights(),
          logits("BCEWithLogitsLoss", 4, SUM),
          logits("BCEWithLogitsLoss, logits in thousands", 3000, THOUSANDS),
          row(
                  "BCEWithLogitsLoss, weights",
                  binary(
                      r ->
                          new BCEWithLogitsLoss()
                              .withWeight(LossExamples.weights(CLASSES))
                              .withPosWeight(LossExamples.weights(CLASSES))
                              .withReduction(r)),
                  "binary_cross_entropy_with_logits",
                  (in, r) ->
                      torch.binary_cross_entropy_with_logits(
                          in.get(0), in.get(1), weights(), weights(), r),
                  LossExamples.logits(4))
              .withWeights(),
          classes("CrossEntropyLoss", 4),
          classes("CrossEntropyLoss, logits in thousands", 3000),
          classes("CrossEntropyLoss, logits to 1e30", 1e30),
          row(
                  "CrossEntropyLoss, weights, ignoreIndex, labelSmoothing",
                  binary(
                      r ->
                          new CrossEntropyLoss()
                              .withWeight(LossExamples.weights(CLASSES))
                              .withIgnoreIndex(1)
                              .withLabelSmoothing(0.2)
                              .withReduction(r)),
                  "cross_entropy_loss",
                  (in, r) -> torch.cross_entropy_loss(in.get(0), in.get(1), weights(), r, 1, 0.2),
                  LossExamples.classes(4),
                  SOFTMAX)
              .withWeights(),
          row(
              "CrossEntropyLoss, probabilities",
              binary(r -> new CrossEntropyLoss().withReduction(r)),
              "cross_entropy_loss",
              (in, r) -> torch.cross_entropy_loss(in.get(0), in.get(1), none(), r, IGNORED, 0),
              LossExamples::distributions,
              SOFTMAX),
          row(
                  "CrossEntropyLoss, [N, C, 3], weights, labelSmoothing",
                  binary(
                      r ->
                          new CrossEntropyLoss()
                              .withWeight(LossExamples.weights(CLASSES))
                              .withLabelSmoothing(0.2)
                              .withReduction(r)),
                  "cross_entropy_loss",
                  (in, r) ->
                      torch.cross_entropy_loss(in.get(0), in.get(1), weights(), r, IGNORED, 0.2),
                  LossExamples::places,
                  SOFTMAX)
              .withWeights(),
          row(
              "NLLLoss, [N, C, 3]",
              binary(r -> new NLLLoss().withReduction(r)),
              "nll_loss_nd",
              (in, r) -> torch.nll_loss_nd(in.get(0), in.get(1), none(), r, IGNORED),
              LossExamples::places),
          row(
                  "NLLLoss, weights, ignoreIndex",
                  binary(
                      r ->
                          new NLLLoss()
                              .withWeight(LossExamples.weights(CLASSES))
                              .withIgnoreIndex(2)
                              .withReduction(r)),
                  "nll_loss",
                  (in, r) -> torch.nll_loss(in.get(0), in.get(1), weights(), r, 2),
                  LossExamples.classes(4))
              .withWeights(),
          row(
              "KLDivLoss",
              binary(r -> new KLDivLoss().withReduction(r)),
              "kl_div",
              (in, r) -> torch.kl_div(in.get(0), in.get(1), r, false),
              LossExamples::divergence),
          row(
              "KLDivLoss, log target",
              binary(r -> new KLDivLoss().withLogTarget().withReduction(r)),
              "kl_div",
              (in, r) -> torch.kl_div(in.get(0), in.get(1), r, true),
              LossExamples::logDivergence),
          row(
              "KLDivLoss, batch mean",
              binary(LossTable::batchMean),
              "kl_div, batchmean",
              LossTable::batchMean,
              LossExamples::divergence),
          row(
              "PoissonNLLLoss",
              binary(r -> new PoissonNLLLoss().withReduction(r)),
              "poisson_nll_loss",
              (in, r) -> torch.poisson_nll_loss(in.get(0), in.get(1), true, false, 1e-8, r),
              LossExamples.counts(-3, 3)),
          row(
              "PoissonNLLLoss, no logarithm, full",
              binary(r -> new PoissonNLLLoss().withLogInput(false).withFull().withReduction(r)),
              "poisson_nll_loss",
              (in, r) -> torch.poisson_nll_loss(in.get(0), in.get(1), false, true, 1e-8, r),
              LossExamples.counts(0.2, 6)),
          row(
              "PoissonNLLLoss, no logarithm, eps 0.3",
              binary(r -> new PoissonNLLLoss().withLogInput(false).withEps(0.3).withReduction(r)),
              "poisson_nll_loss",
              (in, r) -> torch.poisson_nll_loss(in.get(0), in.get(1), false, false, 0.3, r),
              LossExamples.counts(0, 6)),
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
              "HingeEmbeddingLoss, margin 0.8",
              binary(r -> new HingeEmbeddingLoss().withMargin(0.8).withReduction(r)),
              "hinge_embedding_loss",
              (in, r) -> torch.hinge_embedding_loss(in.get(0), in.get(1), 0.8, r),
              LossExamples::signs),
          row(
              "SoftMarginLoss",
              binary(r -> new SoftMarginLoss().withReduction(r)),
              "soft_margin_loss",
              (in, r) -> torch.soft_margin_loss(in.get(0), in.get(1), r),
              LossExamples::signs),
          row(
              "MultiMarginLoss",
              binary(r -> new MultiMarginLoss().withReduction(r)),
              "multi_margin_loss",
              (in, r) ->
                  torch.multi_margin_loss(in.get(0), in.get(1), scalar(1), scalar(1), none(), r),
              LossExamples.classes(4)),
          row(
                  "MultiMarginLoss, p 2, margin 0.7, weights",
                  binary(
                      r ->
                          new MultiMarginLoss()
                              .withP(2)
                              .withMargin(0.7)
                              .withWeight(LossExamples.weights(CLASSES))
                              .withReduction(r)),
                  "multi_margin_loss",
                  (in, r) ->
                      torch.multi_margin_loss(
                          in.get(0), in.get(1), scalar(2), scalar(0.7), weights(), r),
                  LossExamples.classes(4))
              .withWeights(),
          row(
              "MultiLabelMarginLoss",
              binary(r -> new MultiLabelMarginLoss().withReduction(r)),
              "multilabel_margin_loss",
              (in, r) -> torch.multilabel_margin_loss(in.get(0), in.get(1), r),
              LossExamples::labels),
          row(
              "MultiLabelSoftMarginLoss",
              binary(r -> new MultiLabelSoftMarginLoss().withReduction(r)),
              "multilabel_soft_margin_loss",
              (in, r) -> multiLabelSoftMargin(in, new MultiLabelSoftMarginLossOptions(), r),
              LossExamples.logits(4)),
          row(
                  "MultiLabelSoftMarginLoss, weights",
                  binary(
                      r ->
                          new MultiLabelSoftMarginLoss()
                              .withWeight(LossExamples.weights(CLASSES))
                              .withReduction(r)),
                  "multilabel_soft_margin_loss",
                  (in, r) -> {
                    var options = new MultiLabelSoftMarginLossOptions();
                    options.weight().put(Torch.of(LossExamples.weights(CLASSES)));
                    return multiLabelSoftMargin(in, options, r);
                  },
                  LossExamples.logits(4))
              .withWeights(),
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

  private LossTable() {}

  private static LossRow row(
      String name, Javelin javelin, String against, Reference reference, Examples examples) {
    return row(name, javelin, against, reference, examples, TERM);
  }

  private static LossRow row(
      String name,
      Javelin javelin,
      String against,
      Reference reference,
      Examples examples,
      Bound gradient) {
    return new LossRow(name, against, javelin, reference, examples, SUM, gradient, false);
  }

  private static LossRow logits(String name, double size, Bound value) {
    return new LossRow(
        name,
        "binary_cross_entropy_with_logits",
        binary(r -> new BCEWithLogitsLoss().withReduction(r)),
        (in, r) -> torch.binary_cross_entropy_with_logits(in.get(0), in.get(1), none(), none(), r),
        LossExamples.logits(size),
        value,
        TERM,
        false);
  }

  private static LossRow classes(String name, double size) {
    return row(
        name,
        binary(r -> new CrossEntropyLoss().withReduction(r)),
        "cross_entropy_loss",
        (in, r) -> torch.cross_entropy_loss(in.get(0), in.get(1), none(), r, IGNORED, 0),
        LossExamples.classes(size),
        SOFTMAX);
  }

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

  private static KLDivLoss batchMean(Reduction reduction) {
    var loss = new KLDivLoss();
    return reduction == Reduction.MEAN ? loss.withBatchMean() : loss.withReduction(reduction);
  }

  private static Tensor batchMean(List<Tensor> in, long reduction) {
    return reduction == 1
        ? torch.kl_div(in.get(0), in.get(1), new KLDivLossOptions(new kBatchMean()))
        : torch.kl_div(in.get(0), in.get(1), reduction, false);
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

  private static Tensor multiLabelSoftMargin(
      List<Tensor> in, MultiLabelSoftMarginLossOptions options, long reduction) {
    if (reduction == 0) {
      options.reduction().put(new kNone());
    } else if (reduction == 1) {
      options.reduction().put(new kMean());
    } else {
      options.reduction().put(new kSum());
    }
    return torch.multilabel_soft_margin_loss(in.get(0), in.get(1), options);
  }

  private static TensorOptional none() {
    return new TensorOptional();
  }

  private static TensorOptional weights() {
    return new TensorOptional(Torch.of(LossExamples.weights(CLASSES)));
  }
}
