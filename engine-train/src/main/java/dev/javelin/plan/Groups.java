package dev.javelin.plan;

import dev.javelin.Engine;
import dev.javelin.parallel.Ranges;
import dev.javelin.tensor.Shape;

/**
 * A tensor's elements in groups that share a number, such as a mean or a weight: seen as {@code
 * [outer, count, inner]}, element {@code [o, g, i]} is in group g.
 */
public record Groups(int outer, int count, int inner) {
  /** The channels of {@code [N, C, *]}. */
  public static Groups channels(Shape shape) {
    int outer = shape.dim(0);
    int channels = shape.dim(1);
    return new Groups(outer, channels, shape.size() / outer / channels);
  }

  /** The rows of a matrix. */
  public static Groups rows(int rows, int columns) {
    return new Groups(1, rows, columns);
  }

  /** The columns of a matrix. */
  public static Groups columns(int rows, int columns) {
    return new Groups(rows, columns, 1);
  }

  /** How many elements are in each group. */
  public int size() {
    return outer * inner;
  }

  /** Whether neighbouring elements are of neighbouring groups. */
  boolean areColumns() {
    return inner == 1;
  }

  /**
   * The end of the groups from one on that are best worked on together: a group by itself, which
   * then stays in the cache from one pass to the next; columns all at once, since they share rows.
   */
  int blockEnd(int group, int end) {
    return areColumns() ? end : group + 1;
  }

  /** Where an engine's parts start, in groups, and, last, the number of groups. */
  int[] starts(Engine engine) {
    int unit = areColumns() ? Ranges.CACHE_LINE : 1;
    int wanted = engine.parts((long) size() * count);
    int parts = Math.min(wanted, Math.ceilDiv(count, unit));
    int[] starts = new int[parts + 1];
    for (int part = 0; part <= parts; part++) {
      starts[part] = Ranges.start(count, parts, part, unit);
    }
    return starts;
  }
}
