package dev.javelin.conformance;

import java.util.Comparator;

/**
 * What is compared, a row of the table.
 *
 * @param section of the table
 * @param what Javelin's name
 * @param quantity such as output or gradient
 * @param against libtorch's name, or the reference where libtorch's C++ API has no such thing
 * @param note where Javelin differs on purpose, or how the row is obtained; may be empty
 */
record Subject(Section section, String what, String quantity, String against, String note)
    implements Comparable<Subject> {
  private static final Comparator<Subject> ORDER =
      Comparator.comparing(Subject::section)
          .thenComparing(Subject::what)
          .thenComparing(Subject::quantity)
          .thenComparing(Subject::against);

  /** The sections, in the table's order. */
  enum Section {
    ACTIVATIONS("Activations"),
    SPECIAL_VALUES("Activations at special values"),
    LOSSES("Losses"),
    SPECIAL_LOSSES("Losses at special values"),
    LAYERS("Layers"),
    OPTIMIZERS("Optimizers, 200 steps"),
    CLIPPING("Clipping of gradients"),
    AVERAGING("Averages of weights, 200 updates"),
    SCHEDULES("Learning-rate schedules"),
    INITIALIZERS("Initializers"),
    WHOLE_MODELS("Whole models, the losses of 100 steps");

    private final String title;

    Section(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  @Override
  public int compareTo(Subject other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return what + ", " + quantity + ", against " + against;
  }
}
