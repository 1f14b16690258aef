package dev.javelin.plan;

import dev.javelin.parallel.Ranges;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Cache lines of an array, as the processors of several threads hold them.
 *
 * <p>A processor that writes a line which another one has read must have that one give it up first,
 * which takes hundreds of cycles where the two share no cache. A few stores wait for that at a
 * time, in the order of the program. So a loop that stores vectors to three arrays in turn takes
 * five times as long for each line that another has read as one that stores a single number to it.
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
