package dev.javelin.plan;

import dev.javelin.parallel.Ranges;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Cache lines of an array, as the processors of several threads hold them.
 *
 * <p>A processor that writes a line which another one has read must have that one give it up first,
 * which takes hundreds of cycles where the two share no cache. A dozen or so stores wait for that
 * at a time, in the order of the program. A loop that stores vectors to three arrays in turn has no
 * more than three lines of each array among them; one that stores a single number to each line has
 * as many lines as stores.
 */
final class CacheLines {
  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(float[].class);

  private CacheLines() {}

  /**
   * Takes the lines of a range from other processors, by writing one number of each as it is; all
   * but the last, perhaps, where the range starts within a line. No other thread may write the
   * range meanwhile.
   */
  static void claim(float[] array, int start, int count) {
    for (int i = start; i < start + count; i += Ranges.CACHE_LINE) {
      // Opaque, or a compiler would see that nothing changes.
      ELEMENT.setOpaque(array, i, (float) ELEMENT.getOpaque(array, i));
    }
  }
}
