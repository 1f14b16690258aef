package dev.javelin.loss;

import static dev.javelin.loss.LossAssert.assertLoss;
import static dev.javelin.loss.LossAssert.grid;
import static dev.javelin.loss.LossAssert.uniform;

import dev.javelin.loss.LossAssert.Definition;
import dev.javelin.random.RandomStream;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Losses of rows of classes against their definitions in double precision. */
class ClassLossesTest {
  private static final int TRIES = 30;
  private static final int IGNORED = -100;

  @Property(tries = TRIES)
  void crossEntropyOfIndices(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int classes,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Tensor logits = uniform(random, -5, 5, batch, classes);
    Tensor labels = labels(random, batch, classes);
    Tensor weight = uniform(random, 0.5, 2, classes);
    Tensor ones = Tensor.full(weight.shape(), 1);
    var plain = new CrossEntropyLoss();
    checkIndices(plain, ones, 0, logits, labels);
    checkIndices(plain.withWeight(weight), weight, 0, logits, labels);
    checkIndices(plain.withLabelSmoothing(0.25), ones, 0.25, logits, labels);
    checkIndices(plain.withLabelSmoothing(0.25).withWeight(weight), weight, 0.25, logits, labels);

    // The first target always counts, so that the mean is defined.
    for (int i = 1; i < batch; i += 2) {
      labels.set(i, IGNORED);
    }
    checkIndices(plain, ones, 0, logits, labels);
    checkIndices(plain.withLabelSmoothing(0.25).withWeight(weight), weight, 0.25, logits, labels);
  }

  private static void checkIndices(
      CrossEntropyLoss loss, Tensor weight, double smoothing, Tensor logits, Tensor labels) {
    assertLoss(
        loss::withReduction,
        totalWeight(labels, weight),
        ofIndices(weight, smoothing, labels),
        logits,
        labels);
  }

  private static Definition ofIndices(Tensor weight, double smoothing, Tensor labels) {
    int classes = weight.size();
    return x -> {
      double[] losses = new double[labels.size()];
      for (int row = 0; row < losses.length; row++) {
        int label = (int) labels.get(row);
        if (label != IGNORED) {
          double[] log = logSoftmax(x[0], row, classes);
          losses[row] = -(1 - smoothing) * weight.get(label) * log[label];
          for (int j = 0; j < classes; j++) {
            losses[row] -= smoothing / classes * weight.get(j) * log[j];
          }
        }
      }
      return losses;
    };
  }

  @Property(tries = TRIES)
  void crossEntropyOfProbabilities(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int classes,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Tensor logits = uniform(random, -5, 5, batch, classes);
    // As in PyTorch, nothing says that probabilities add up to 1.
    Tensor probabilities = uniform(random, 0, 1, batch, classes);
    Tensor weight = uniform(random, 0.5, 2, classes);
    Tensor ones = Tensor.full(weight.shape(), 1);
    var plain = new CrossEntropyLoss();
    checkProbabilities(plain, ones, 0, logits, probabilities);
    checkProbabilities(plain.withWeight(weight), weight, 0, logits, probabilities);
    checkProbabilities(
        plain.withWeight(weight).withLabelSmoothing(0.25), weight, 0.25, logits, probabilities);
  }

  private static void checkProbabilities(
      CrossEntropyLoss loss, Tensor weight, double smoothing, Tensor logits, Tensor target) {
    int places = logits.size() / weight.size();
    assertLoss(loss::withReduction, places, ofProbabilities(weight, smoothing), logits, target);
  }

  private static Definition ofProbabilities(Tensor weight, double smoothing) {
    int classes = weight.size();
    return x -> {
      double[] losses = new double[x[0].length / classes];
      for (int row = 0; row < losses.length; row++) {
        double[] log = logSoftmax(x[0], row, classes);
        for (int j = 0; j < classes; j++) {
          double t = (1 - smoothing) * x[1][row * classes + j] + smoothing / classes;
          losses[row] -= weight.get(j) * t * log[j];
        }
      }
      return losses;
    };
  }

  @Property(tries = TRIES)
  void classesAlongTheSecondAxis(
      @ForAll @IntRange(min = 1, max = 3) int batch,
      @ForAll @IntRange(min = 1, max = 9) int classes,
      @ForAll @IntRange(min = 1, max = 3) int height,
      @ForAll @IntRange(min = 1, max = 4) int width,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    int places = height * width;
    Tensor logits = uniform(random, -5, 5, batch, classes, height, width);
    Tensor labels = labels(random, batch * places, classes).reshape(Shape.of(batch, height, width));
    Tensor probabilities = uniform(random, 0, 1, batch, classes, height, width);
    Tensor weight = uniform(random, 0.5, 2, classes);
    double total = totalWeight(labels, weight);
    for (double smoothing : new double[] {0, 0.25}) {
      var entropy = new CrossEntropyLoss().withWeight(weight).withLabelSmoothing(smoothing);
      Definition indices = ofIndices(weight, smoothing, labels);
      assertLoss(entropy::withReduction, total, inRows(indices, classes, places), logits, labels);
      assertLoss(
          entropy::withReduction,
          batch * places,
          inRows(ofProbabilities(weight, smoothing), classes, places),
          logits,
          probabilities);
    }
    Definition likelihood = ofLikelihood(weight, labels);
    assertLoss(
        new NLLLoss().withWeight(weight)::withReduction,
        total,
        inRows(likelihood, classes, places),
        logits,
        labels);
  }

  /** A definition for rows of classes, of inputs where classes are an axis before the places. */
  private static Definition inRows(Definition definition, int classes, int places) {
    return x -> {
      double[][] rows = {toRows(x[0], classes, places), x[1]};
      if (x[1].length == x[0].length) {
        rows[1] = toRows(x[1], classes, places);
      }
      return definition.losses(rows);
    };
  }

  private static double[] toRows(double[] x, int classes, int places) {
    double[] rows = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int example = i / (classes * places);
      int j = i / places % classes;
      rows[(example * places + i % places) * classes + j] = x[i];
    }
    return rows;
  }

  private static double[] logSoftmax(double[] x, int row, int classes) {
    double sum = 0;
    for (int j = 0; j < classes; j++) {
      sum += Math.exp(x[row * classes + j]);
    }
    double log = Math.log(sum);
    return IntStream.range(0, classes).mapToDouble(j -> x[row * classes + j] - log).toArray();
  }

  @Property(tries = TRIES)
  void negativeLogLikelihood(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int classes,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Tensor logs = uniform(random, -5, 0, batch, classes);
    Tensor labels = labels(random, batch, classes);
    Tensor weight = uniform(random, 0.5, 2, classes);
    checkLikelihood(new NLLLoss(), Tensor.full(weight.shape(), 1), logs, labels);
    for (int i = 1; i < batch; i += 2) {
      labels.set(i, IGNORED);
    }
    checkLikelihood(new NLLLoss().withWeight(weight), weight, logs, labels);
  }

  private static void checkLikelihood(NLLLoss loss, Tensor weight, Tensor logs, Tensor labels) {
    assertLoss(
        loss::withReduction,
        totalWeight(labels, weight),
        ofLikelihood(weight, labels),
        logs,
        labels);
  }

  private static Definition ofLikelihood(Tensor weight, Tensor labels) {
    return x -> {
      double[] losses = new double[labels.size()];
      for (int row = 0; row < losses.length; row++) {
        int label = (int) labels.get(row);
        losses[row] = label == IGNORED ? 0 : -weight.get(label) * x[0][row * weight.size() + label];
      }
      return losses;
    };
  }

  @Property(tries = TRIES)
  void multiMargin(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int classes,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Tensor scores = grid(random, 1, batch, classes);
    Tensor labels = labels(random, batch, classes);
    Tensor weight = uniform(random, 0.5, 2, classes);
    Tensor ones = Tensor.full(weight.shape(), 1);
    var plain = new MultiMarginLoss();
    checkMargin(plain, 1, 1, ones, scores, labels);
    checkMargin(plain.withP(2), 2, 1, ones, scores, labels);
    checkMargin(plain.withMargin(0.5).withWeight(weight), 1, 0.5, weight, scores, labels);
    checkMargin(plain.withP(2).withWeight(weight), 2, 1, weight, scores, labels);
  }

  private static void checkMargin(
      MultiMarginLoss loss, int p, double margin, Tensor weight, Tensor scores, Tensor labels) {
    int classes = weight.size();
    assertLoss(
        loss::withReduction,
        labels.size(),
        x -> {
          double[] losses = new double[labels.size()];
          for (int row = 0; row < losses.length; row++) {
            int label = (int) labels.get(row);
            for (int j = 0; j < classes; j++) {
              if (j != label) {
                double z = margin - x[0][row * classes + label] + x[0][row * classes + j];
                losses[row] += weight.get(label) * Math.pow(Math.max(0, z), p) / classes;
              }
            }
          }
          return losses;
        },
        scores,
        labels);
  }

  @Property(tries = TRIES)
  void multiLabelMargin(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int classes,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Tensor scores = grid(random, 1, batch, classes);
    Tensor labels = Tensor.full(scores.shape(), -1);
    boolean[][] isLabel = new boolean[batch][classes];
    for (int row = 0; row < batch; row++) {
      int count = random.nextInt(classes + 1);
      for (int k = 0; k < count; k++) {
        int label = (row + 7 * k + 3) % classes;
        // Repeated labels would count twice, here and in PyTorch: leave them to a plain test.
        if (isLabel[row][label]) {
          break;
        }
        isLabel[row][label] = true;
        labels.set(row * classes + k, label);
      }
    }
    assertLoss(
        new MultiLabelMarginLoss()::withReduction,
        batch,
        x -> {
          double[] losses = new double[batch];
          for (int row = 0; row < batch; row++) {
            for (int l = 0; l < classes; l++) {
              for (int j = 0; j < classes; j++) {
                if (isLabel[row][l] && !isLabel[row][j]) {
                  double z = 1 - x[0][row * classes + l] + x[0][row * classes + j];
                  losses[row] += Math.max(0, z) / classes;
                }
              }
            }
          }
          return losses;
        },
        scores,
        labels);
  }

  @Property(tries = TRIES)
  void multiLabelSoftMargin(
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 40) int classes,
      @ForAll long seed) {
    var random = new RandomStream(seed, 0);
    Tensor logits = uniform(random, -5, 5, batch, classes);
    Tensor target = Tensor.zeros(batch, classes);
    for (int i = 0; i < target.size(); i++) {
      target.set(i, random.nextInt(2));
    }
    Tensor weight = uniform(random, 0.5, 2, classes);
    checkSoftMargin(new MultiLabelSoftMarginLoss(), Tensor.full(weight.shape(), 1), logits, target);
    checkSoftMargin(new MultiLabelSoftMarginLoss().withWeight(weight), weight, logits, target);
  }

  private static void checkSoftMargin(
      MultiLabelSoftMarginLoss loss, Tensor weight, Tensor logits, Tensor target) {
    int classes = weight.size();
    int batch = logits.size() / classes;
    assertLoss(
        loss::withReduction,
        batch,
        x -> {
          double[] losses = new double[batch];
          for (int i = 0; i < x[0].length; i++) {
            double sign = x[1][i] == 1 ? -1 : 1;
            double log = Math.log1p(Math.exp(sign * x[0][i]));
            losses[i / classes] += weight.get(i % classes) * log / classes;
          }
          return losses;
        },
        logits,
        target);
  }

  private static Tensor labels(RandomStream random, int batch, int classes) {
    Tensor labels = Tensor.zeros(batch);
    for (int i = 0; i < batch; i++) {
      labels.set(i, random.nextInt(classes));
    }
    return labels;
  }

  private static double totalWeight(Tensor labels, Tensor weight) {
    return IntStream.range(0, labels.size())
        .map(row -> (int) labels.get(row))
        .filter(label -> label != IGNORED)
        .mapToDouble(weight::get)
        .sum();
  }
}
