package dev.javelin.conformance;

import static dev.javelin.conformance.Torch.scalar;

import dev.javelin.conformance.ConvolutionExamples.Channels;
import dev.javelin.conformance.LayerRow.Examples;
import dev.javelin.layer.Mode;
import dev.javelin.nn.AlphaDropout;
import dev.javelin.nn.BatchNorm1d;
import dev.javelin.nn.BatchNorm2d;
import dev.javelin.nn.Dropout;
import dev.javelin.nn.LogSoftmax;
import dev.javelin.nn.RReLU;
import dev.javelin.nn.Softmax;
import dev.javelin.nn.Softmin;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

/** The table of layers. Those that draw in training have rows in {@link NoiseRow} too. */
final class LayerTable {
  private static final Bound EQUAL = Bound.equal();
  private static final Bound PRODUCT =
      Bound.ofLargest(16, "sums of up to 200 products in different order");
  private static final Bound PRODUCTS =
      Bound.ofLargest(64, 1, "two products, one after or beside the other; sums may cancel");
  private static final Bound ROWS_ADDED =
      Bound.ofLargest(16, 1, "sums of up to 160 rows, which may cancel");
  private static final Bound SLOPE =
      Bound.ofLargest(
          128, 1, "the slope's sum of up to 8000 products may pass 100 on its way to 0");
  private static final Bound EXP =
      Bound.ofLargest(16, 1, "errors of exponential functions and of sums of up to 200 of them");
  private static final Bound NORMALIZED =
      Bound.ofLargest(
          128, 1, "sums of up to 1300 products may pass 100 on their way to 0; differences cancel");
  private static final Bound SCALED =
      Bound.ofLargest(16, 1, "libtorch multiplies out (x - mean) scale + bias, which cancels");

  private static final Bound CONVOLVED =
      Bound.ofLargest(64, 1, "sums of up to 3600 products may pass 100 on their way to 0");
  private static final Bound TILED =
      Bound.ofLargest(
          64, 1, "sums of up to 1700 products, of transformed numbers several times as large");

  private static final OptionalDouble MOMENTUM = OptionalDouble.of(0.1);

  static final List<LayerRow> ROWS =
      List.of(
          new LayerRow("Linear", "linear", LayerExamples.linear(true), PRODUCT),
          new LayerRow("Linear, without bias", "linear", LayerExamples.linear(false), PRODUCT),
          new LayerRow("Linear, more axes", "linear", LayerExamples::linearOfMoreAxes, PRODUCT),
          new LayerRow("Embedding", "embedding", LayerExamples.embedding(false, false), ROWS_ADDED),
          new LayerRow(
              "Embedding, paddingIdx",
              "embedding",
              LayerExamples.embedding(true, false),
              ROWS_ADDED),
          new LayerRow(
              "Embedding, paddingIdx, sparse",
              "embedding, dense",
              LayerExamples.embedding(true, true),
              ROWS_ADDED),
          new LayerRow("Flatten", "flatten", LayerExamples::flatten, EQUAL),
          new LayerRow("Unflatten", "unflatten", LayerExamples::unflatten, EQUAL),
          new LayerRow("PReLU, one slope", "prelu", LayerExamples.prelu(false), SLOPE),
          new LayerRow("PReLU, a slope a channel", "prelu", LayerExamples.prelu(true), SLOPE),
          new LayerRow("GLU", "glu", LayerExamples::glu, EXP),
          new LayerRow(
              "Softmax",
              "softmax",
              LayerExamples.alongAxis(Softmax::new, (x, dim) -> torch.softmax(x, dim)),
              EXP),
          new LayerRow(
              "Softmin",
              "softmax of -x",
              LayerExamples.alongAxis(Softmin::new, (x, dim) -> torch.softmax(x.neg(), dim)),
              EXP),
          new LayerRow(
              "LogSoftmax",
              "log_softmax",
              LayerExamples.alongAxis(LogSoftmax::new, (x, dim) -> torch.log_softmax(x, dim)),
              EXP),
          new LayerRow(
              "Dropout, evaluation",
              "dropout",
              LayerExamples.evaluated(
                  seed -> new Dropout(0.3, seed), x -> torch.dropout(x, 0.3, false)),
              EQUAL),
          new LayerRow(
              "AlphaDropout, evaluation",
              "alpha_dropout",
              LayerExamples.evaluated(
                  seed -> new AlphaDropout(0.3, seed), x -> torch.alpha_dropout(x, 0.3, false)),
              EQUAL),
          new LayerRow(
              "Dropout2d",
              "feature_dropout's formula with Javelin's draw",
              ImageExamples::dropout,
              Bound.ofEach(4, "1 - p, its inverse and the product are rounded")),
          new LayerRow(
              "Dropout2d, evaluation", "feature_dropout", ImageExamples::evaluatedDropout, EQUAL),
          new LayerRow(
              "RReLU, evaluation",
              "rrelu",
              LayerExamples.evaluated(
                  seed -> new RReLU(0.1, 0.4, seed),
                  x -> torch.rrelu(x, scalar(0.1), scalar(0.4), false, new GeneratorOptional())),
              EQUAL),
          new LayerRow(
              "Conv2d",
              "conv2d, double",
              ConvolutionExamples.conv2d(Channels.ONE_GROUP, true),
              CONVOLVED),
          new LayerRow(
              "Conv2d, without bias",
              "conv2d, double",
              ConvolutionExamples.conv2d(Channels.ONE_GROUP, false),
              CONVOLVED),
          new LayerRow(
              "Conv2d, groups",
              "conv2d, double",
              ConvolutionExamples.conv2d(Channels.GROUPS, true),
              CONVOLVED),
          new LayerRow(
              "Conv2d, depthwise",
              "conv2d, double",
              ConvolutionExamples.conv2d(Channels.DEPTHWISE, true),
              CONVOLVED),
          new LayerRow(
              "Conv2d, 'same' padding",
              "conv2d, double",
              ConvolutionExamples.samePadding(Channels.GROUPS),
              CONVOLVED),
          new LayerRow(
              "Conv2d, tiles",
              "conv2d, double",
              ConvolutionExamples.conv2d(Channels.TILED, true),
              TILED),
          new LayerRow(
              "Conv2d, tiles, 'same' padding",
              "conv2d, double",
              ConvolutionExamples.samePadding(Channels.TILED),
              TILED),
          new LayerRow(
              "Conv1d",
              "conv1d, double",
              ConvolutionExamples.conv1d(Channels.ONE_GROUP, true),
              CONVOLVED),
          new LayerRow(
              "Conv1d, groups, without bias",
              "conv1d, double",
              ConvolutionExamples.conv1d(Channels.GROUPS, false),
              CONVOLVED),
          new LayerRow(
              "Conv1d, 'same' padding",
              "conv1d, double",
              ConvolutionExamples::samePaddingOfSequences,
              CONVOLVED),
          new LayerRow(
              "ConvTranspose2d",
              "conv_transpose2d, double",
              ConvolutionExamples.convTranspose2d(Channels.ONE_GROUP, true),
              CONVOLVED),
          new LayerRow(
              "ConvTranspose2d, groups, without bias",
              "conv_transpose2d, double",
              ConvolutionExamples.convTranspose2d(Channels.GROUPS, false),
              CONVOLVED),
          new LayerRow(
              "ConvTranspose2d, depthwise",
              "conv_transpose2d, double",
              ConvolutionExamples.convTranspose2d(Channels.DEPTHWISE, true),
              CONVOLVED),
          new LayerRow(
              "ConvTranspose2d, tiles",
              "conv_transpose2d, double",
              ConvolutionExamples.convTranspose2d(Channels.TILED, true),
              TILED),
          new LayerRow("MaxPool2d", "max_pool2d", ImageExamples::maxPool, EQUAL),
          new LayerRow(
              "MaxPool2d, equal numbers, infinities and NaN",
              "max_pool2d",
              ImageExamples::maxPoolOfSpecialValues,
              EQUAL),
          new LayerRow("AvgPool2d", "avg_pool2d", ImageExamples.avgPool(true, false), EQUAL),
          new LayerRow(
              "AvgPool2d, padding not counted",
              "avg_pool2d",
              ImageExamples.avgPool(false, false),
              EQUAL),
          new LayerRow(
              "AvgPool2d, divisorOverride", "avg_pool2d", ImageExamples.avgPool(true, true), EQUAL),
          new LayerRow(
              "AdaptiveAvgPool2d",
              "adaptive_avg_pool2d",
              ImageExamples::adaptiveAvgPool,
              Bound.ofLargest(
                  16, 1, "libtorch divides twice; sums of up to 361 numbers in different order")),
          batchNorm("BatchNorm1d", BatchNorm1d::new, MOMENTUM),
          batchNorm(
              "BatchNorm1d, no momentum",
              c -> new BatchNorm1d(c, 1e-5, OptionalDouble.empty(), true, true),
              OptionalDouble.empty()),
          batchNorm(
              "BatchNorm1d, not affine",
              c -> new BatchNorm1d(c, 1e-5, MOMENTUM, false, true),
              MOMENTUM),
          batchNorm(
              "BatchNorm1d, no running statistics",
              c -> new BatchNorm1d(c, 1e-5, MOMENTUM, true, false),
              MOMENTUM),
          new LayerRow(
              "BatchNorm1d, evaluation",
              "batch_norm",
              NormalizationExamples.batchNorm(Mode.EVAL, BatchNorm1d::new, MOMENTUM),
              SCALED),
          new LayerRow(
              "BatchNorm1d, not affine, evaluation",
              "batch_norm",
              NormalizationExamples.batchNorm(
                  Mode.EVAL, c -> new BatchNorm1d(c, 1e-5, MOMENTUM, false, true), MOMENTUM),
              SCALED),
          new LayerRow(
              "BatchNorm2d",
              "batch_norm",
              NormalizationExamples.batchNorm2d(Mode.TRAIN, BatchNorm2d::new, MOMENTUM),
              NORMALIZED),
          new LayerRow(
              "BatchNorm2d, no momentum, not affine",
              "batch_norm",
              NormalizationExamples.batchNorm2d(
                  Mode.TRAIN,
                  c -> new BatchNorm2d(c, 1e-5, OptionalDouble.empty(), false, true),
                  OptionalDouble.empty()),
              NORMALIZED),
          new LayerRow(
              "BatchNorm2d, evaluation",
              "batch_norm",
              NormalizationExamples.batchNorm2d(Mode.EVAL, BatchNorm2d::new, MOMENTUM),
              SCALED),
          new LayerRow(
              "LayerNorm", "layer_norm", NormalizationExamples.layerNorm(true, true), NORMALIZED),
          new LayerRow(
              "LayerNorm, no bias",
              "layer_norm",
              NormalizationExamples.layerNorm(true, false),
              NORMALIZED),
          new LayerRow(
              "LayerNorm, not affine",
              "layer_norm",
              NormalizationExamples.layerNorm(false, false),
              NORMALIZED),
          new LayerRow("RMSNorm", "rms_norm", NormalizationExamples::rmsNorm, NORMALIZED),
          new LayerRow(
              "RMSNorm, epsilon 0.1, not affine",
              "rms_norm",
              NormalizationExamples::plainRmsNorm,
              NORMALIZED),
          new LayerRow(
              "GroupNorm", "group_norm", NormalizationExamples.groupNorm(true), NORMALIZED),
          new LayerRow(
              "GroupNorm, not affine",
              "group_norm",
              NormalizationExamples.groupNorm(false),
              NORMALIZED),
          new LayerRow("Residual", "x + linear", LayerExamples::residual, PRODUCTS),
          new LayerRow("Parallel", "cat of linear, x, linear", LayerExamples::parallel, PRODUCTS),
          new LayerRow("Sequential", "linear, tanh, linear", LayerExamples::sequential, PRODUCTS),
          new LayerRow(
              "Sequential, Conv2d, GELU",
              "conv2d, gelu, double",
              ConvolutionExamples::gelu,
              CONVOLVED),
          new LayerRow(
              "Sequential, Conv2d, MaxPool2d",
              "conv2d, max_pool2d, double",
              ConvolutionExamples.maxPool(Channels.ONE_GROUP, false),
              CONVOLVED),
          new LayerRow(
              "Sequential, Conv2d, ReLU, MaxPool2d",
              "conv2d, relu, max_pool2d, double",
              ConvolutionExamples.maxPool(Channels.ONE_GROUP, true),
              CONVOLVED),
          new LayerRow(
              "Sequential, Conv2d, ReLU, MaxPool2d, tiles",
              "conv2d, relu, max_pool2d, double",
              ConvolutionExamples.maxPool(Channels.TILED, true),
              TILED));

  private LayerTable() {}

  private static LayerRow batchNorm(
      String name, IntFunction<BatchNorm1d> layer, OptionalDouble momentum) {
    Examples examples = NormalizationExamples.batchNorm(Mode.TRAIN, layer, momentum);
    return new LayerRow(name, "batch_norm", examples, NORMALIZED);
  }
}
