package dev.javelin.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of what Javelin's losses do otherwise at {@link SpecialValues}. */
final class LossSpecialValues {
  private static final float NAN = Float.NaN;
  private static final float INFINITY = Float.POSITIVE_INFINITY;
  private static final float[] INFINITIES = {INFINITY, -INFINITY};
  private static final float[] LARGEST = {Float.MAX_VALUE, -Float.MAX_VALUE};
  private static final float[] HUGE = {1e30f, -1e30f, Float.MAX_VALUE, -Float.MAX_VALUE};

  private static final List<String> VALUE = List.of("value");
  private static final List<String> GRADIENT = List.of("gradient 0");
  private static final List<String> BOTH = List.of("value", "gradient 0");
  private static final List<String> TRIPLE = List.of("gradient 0", "gradient 1", "gradient 2");

  private static final String NO_GRADIENT =
      "NaN has no gradient to speak of; the loss of both sides is NaN";
  private static final String OVERFLOWS =
      "libtorch's squares or sums overflow; Javelin's are in double precision or divided before";
  private static final String NO_LOSS =
      "Javelin: no loss, no gradient; libtorch: 0 times infinity / infinity";

  /**
   * What a loss makes of a special value.
   *
   * @param loss the name of its row
   * @param input the number of the input with the special value
   * @param special the value
   * @param quantity value, gradient or refusal
   */
  record Point(String loss, int input, float special, String quantity) {}

  /** Where the two differ, and why that is as it should be. */
  static final Map<Point, String> DIFFERENCES = new LinkedHashMap<>();

  static {
    differ("L1Loss", 0, GRADIENT, NO_GRADIENT, NAN);
    differ("HingeEmbeddingLoss, margin 0.8", 0, GRADIENT, NO_GRADIENT, NAN);
    differ(
        "MarginRankingLoss, margin 0.4", 0, List.of("gradient 0", "gradient 1"), NO_GRADIENT, NAN);
    differ(
        "MarginRankingLoss, margin 0.4", 1, List.of("gradient 0", "gradient 1"), NO_GRADIENT, NAN);
    for (String loss : List.of("BCELoss", "BCELoss, weights")) {
      differ(loss, 0, List.of("refusal"), "Javelin's loss shows that the model diverged", NAN);
    }
    differ("BCEWithLogitsLoss", 0, VALUE, "libtorch: infinity - infinity", -INFINITY);
    differ("BCEWithLogitsLoss, weights", 0, VALUE, "libtorch: infinity - infinity", -INFINITY);
    differ("BCEWithLogitsLoss, weights", 0, VALUE, OVERFLOWS, -Float.MAX_VALUE);
    String smoothed = "CrossEntropyLoss, weights, ignoreIndex, labelSmoothing";
    differ(smoothed, 0, GRADIENT, "libtorch: NaN times 0 in ignored rows", NAN, INFINITY);
    differ(smoothed, 0, VALUE, OVERFLOWS, LARGEST);
    differ("CrossEntropyLoss, [N, C, 3], weights, labelSmoothing", 0, VALUE, OVERFLOWS, LARGEST);
    differ("SoftMarginLoss", 0, BOTH, "libtorch's e^|x| overflows", 89, -89, 105, -105);
    differ("SoftMarginLoss", 0, BOTH, "libtorch's e^|x| overflows", HUGE);
    differ("SoftMarginLoss", 0, GRADIENT, "libtorch: infinity / infinity", INFINITIES);
    differ("MultiLabelSoftMarginLoss", 0, VALUE, OVERFLOWS, LARGEST);
    differ("MultiLabelSoftMarginLoss, weights", 0, VALUE, OVERFLOWS, LARGEST);
    String quadratic = "MultiMarginLoss, p 2, margin 0.7, weights";
    for (String loss : List.of("MultiMarginLoss", quadratic, "MultiLabelMarginLoss")) {
      differ(loss, 0, BOTH, "libtorch drops NaN, so that a diverged model has no loss", NAN);
      differ(loss, 0, BOTH, "libtorch drops infinity - infinity", INFINITIES);
    }
    differ("MultiMarginLoss", 0, VALUE, OVERFLOWS, -Float.MAX_VALUE);
    differ("MultiLabelMarginLoss", 0, VALUE, OVERFLOWS, LARGEST);
    String cosine = "CosineEmbeddingLoss, margin 0.1";
    differ(cosine, 0, List.of("value", "gradient 1"), OVERFLOWS, HUGE);
    differ(cosine, 0, List.of("gradient 0"), OVERFLOWS, LARGEST);
    differ(cosine, 1, List.of("value", "gradient 0"), OVERFLOWS, HUGE);
    differ(cosine, 1, List.of("gradient 1"), OVERFLOWS, LARGEST);
    String triplet = "TripletMarginLoss";
    differ(triplet, 0, List.of("value", "gradient 1", "gradient 2"), OVERFLOWS, HUGE);
    differ(triplet, 0, List.of("gradient 2"), NO_GRADIENT, NAN);
    differ(triplet, 1, List.of("value", "gradient 0", "gradient 1"), OVERFLOWS, HUGE);
    differ(triplet, 1, List.of("gradient 2"), NO_GRADIENT, NAN);
    differ(triplet, 2, TRIPLE, NO_GRADIENT, NAN);
    differ(triplet, 2, List.of("gradient 0", "gradient 2"), NO_LOSS, INFINITIES);
    String swap = "TripletMarginLoss, p 3, swap";
    for (int input = 0; input < 2; input++) {
      differ(
          swap, input, List.of("value", "gradient 0", "gradient 1", "gradient 2"), OVERFLOWS, HUGE);
      differ(swap, input, List.of("gradient 2"), NO_GRADIENT, NAN);
      differ(swap, input, List.of("gradient 2"), "libtorch: infinity / infinity", INFINITIES);
    }
    differ(swap, 2, TRIPLE, NO_GRADIENT, NAN);
    differ(swap, 2, TRIPLE, NO_LOSS, INFINITIES);
    differ(swap, 2, TRIPLE, OVERFLOWS, HUGE);
    String city = "TripletMarginLoss, p 1";
    differ(city, 0, List.of("gradient 0", "gradient 1"), NO_GRADIENT, NAN);
    differ(city, 0, TRIPLE, NO_GRADIENT, INFINITIES);
    differ(city, 0, List.of("value", "gradient 1", "gradient 2"), OVERFLOWS, LARGEST);
    differ(city, 1, TRIPLE, NO_GRADIENT, NAN);
    differ(city, 2, List.of("gradient 0", "gradient 1"), NO_GRADIENT, NAN);
    String largest = "TripletMarginLoss, p infinite";
    differ(largest, 0, List.of("gradient 1", "gradient 2"), NO_GRADIENT, INFINITIES);
    differ(largest, 1, List.of("gradient 0", "gradient 2"), NO_GRADIENT, NAN);
    differ(largest, 2, List.of("gradient 0", "gradient 1"), NO_GRADIENT, NAN);
  }

  private LossSpecialValues() {}

  private static void differ(
      String loss, int input, List<String> quantities, String reason, float... specials) {
    for (String quantity : quantities) {
      for (float special : specials) {
        DIFFERENCES.put(new Point(loss, input, special, quantity), reason);
      }
    }
  }
}
