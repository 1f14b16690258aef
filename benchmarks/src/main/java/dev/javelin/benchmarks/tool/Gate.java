package dev.javelin.benchmarks.tool;

import dev.javelin.benchmarks.tool.Baseline.Fall;
import java.io.PrintWriter;
import java.util.List;

/** Says whether a run is slower than a baseline. */
final class Gate {
  private Gate() {}

  /**
   * Compares, and prints what fell.
   *
   * @return the exit status: 0 if nothing fell, 1 if something did, 2 if there is nothing to
   *     compare
   */
  static int check(Baseline baseline, Results run, double tolerance, PrintWriter out) {
    Baseline now = Baseline.of(run);
    int common = baseline.inCommon(now);
    if (common == 0) {
      out.println("gate: the run measured nothing that is in the baseline");
      return 2;
    }
    List<Fall> falls = baseline.falls(now, tolerance);
    for (Fall fall : falls) {
      out.printf(
          "gate: %s fell by %.0f%%: from %.3f to %.3f of what the machine allows%n",
          fall.id(), 100 * fall.loss(), fall.before(), fall.now());
    }
    out.printf(
        "gate: %d of %d figures fell by more than %.0f%%%n", falls.size(), common, 100 * tolerance);
    return falls.isEmpty() ? 0 : 1;
  }
}
