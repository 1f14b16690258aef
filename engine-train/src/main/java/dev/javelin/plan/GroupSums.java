package dev.javelin.plan;

import dev.javelin.Engine;
import dev.javelin.kernels.Reductions;
import dev.javelin.tensor.Tensor;

/**
 * The sum of each group's elements, in an order that depends on the groups only; split over an
 * engine's threads by groups. Has the same parts as a {@link GroupPass} over the same groups.
 */
public final class GroupSums {
  private final Reductions reductions;
  private final Groups groups;
  private final int[] starts;

  /** Binds. */
  public GroupSums(Engine engine, Groups groups) {
    this.groups = groups;
    reductions = engine.kernels().reductions();
    starts = groups.starts(engine);
  }

  /** How many parts it is split into. */
  public int parts() {
    return starts.length - 1;
  }

  /** The first group of a part; for the number of parts, the number of groups. */
  public int start(int part) {
    return starts[part];
  }

  /**
   * Where the block of groups ends that begins with this group of a part. A caller that makes
   * several passes makes them block by block, so that a block stays in the cache.
   */
  public int blockEnd(int part, int group) {
    return groups.blockEnd(group, starts[part + 1]);
  }

  /**
   * Sums some groups.
   *
   * @param sums takes a number for each group
   * @param accumulate whether to add to what is there
   */
  public void run(int first, int end, Tensor x, Tensor sums, boolean accumulate) {
    if (groups.areColumns()) {
      columns(first, end, x, sums, accumulate);
      return;
    }
    float[] target = sums.array();
    for (int g = first; g < end; g++) {
      int at = sums.offset() + g;
      double sum = runs(x, g);
      target[at] = (float) (accumulate ? target[at] + sum : sum);
    }
  }

  private void columns(int first, int end, Tensor x, Tensor sums, boolean accumulate) {
    reductions.columnSums(
        x.array(),
        x.offset() + first,
        groups.count(),
        groups.outer(),
        end - first,
        sums.array(),
        sums.offset() + first,
        accumulate);
  }

  private double runs(Tensor x, int group) {
    double sum = 0;
    for (int o = 0; o < groups.outer(); o++) {
      int run = x.offset() + (o * groups.count() + group) * groups.inner();
      sum += reductions.sum(x.array(), run, groups.inner());
    }
    return sum;
  }
}
