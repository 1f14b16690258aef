package dev.javelin.conformance;

import static dev.javelin.conformance.LossRow.SUM;
import static dev.javelin.conformance.LossRow.TERM;
import static dev.javelin.conformance.LossRow.binary;
import static dev.javelin.conformance.LossRow.row;
import static dev.javelin.conformance.Torch.scalar;

import dev.javelin.loss.BCELoss;
import dev.javelin.loss.BCEWithLogitsLoss;
import dev.javelin.loss.CrossEntropyLoss;
import dev.javelin.loss.HingeEmbeddingLoss;
import dev.javelin.loss.HuberLoss;
import dev.javelin.loss.KLDivLoss;
import dev.javelin.loss.L1Loss;
import dev.javelin.loss.MSELoss;
import dev.javelin.loss.MultiLabelMarginLoss;
import dev.javelin.loss.MultiLabelSoftMarginLoss;
import dev.javelin.loss.MultiMarginLoss;
import dev.javelin.loss.NLLLoss;
import dev.javelin.loss.PoissonNLLLoss;
import dev.javelin.loss.Reduction;
import dev.javelin.loss.SmoothL1Loss;
import dev.javelin.loss.SoftMarginLoss;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.KLDivLossOptions;
import org.bytedeco.pytorch.MultiLabelSoftMarginLossOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kBatchMean;
import org.bytedeco.pytorch.kMean;
import org.bytedeco.pytorch.kNone;
import org.bytedeco.pytorch.kSum;

/** The table of losses; those of three tensors are in {@link TernaryLossTable}. */
final class LossTable {
  /** How many classes the weights of classes are for. */
  private static final int CLASSES = LossConformanceTest.CLASSES;

  /** PyTorch's ignore_index, which no target has. */
  private static final long IGNORED = -100;

  private static final Bound THOUSANDS =
      Bound.ofEach(32, 3000, "sums of up to 600 terms of up to 3000, which cancel");
  private static final Bound SOFTMAX =
      Bound.ofLargest(16, 1, "errors of exponential functions and of a sum of up to 60 of them");

  private static final List<LossRow> BINARY =
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
              .withWeights());

  static final List<LossRow> ROWS =
      Stream.concat(BINARY.stream(), TernaryLossTable.ROWS.stream()).toList();

  private LossTable() {}

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

  private static KLDivLoss batchMean(Reduction reduction) {
    var loss = new KLDivLoss();
    return reduction == Reduction.MEAN ? loss.withBatchMean() : loss.withReduction(reduction);
  }

  private static Tensor batchMean(List<Tensor> in, long reduction) {
    return reduction == 1
        ? torch.kl_div(in.get(0), in.get(1), new KLDivLossOptions(new kBatchMean()))
        : torch.kl_div(in.get(0), in.get(1), reduction, false);
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
