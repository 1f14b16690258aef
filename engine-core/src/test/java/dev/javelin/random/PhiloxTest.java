package dev.javelin.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The known answers for philox4x32-10 of the authors' library, Random123. */
final class PhiloxTest {
  @Test
  void zeros() {
    assertThat(block(0, 0, 0)).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
  }

  @Test
  void ones() {
    assertThat(block(-1, -1, -1)).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
  }

  @Test
  void digitsOfPi() {
    assertThat(block(0x299f31d0a4093822L, 0x85a308d3243f6a88L, 0x0370734413198a2eL))
        .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  }

  @Test
  void blocksFollowTheCounter() {
    long[] words = new long[Philox.WORDS];
    // So that the carry to the upper half of the counter is in the middle.
    long first = 0xFFFFFFFFL - 20;
    Philox.blocks(3, first, 5, words);
    for (int b = 0; b < Philox.BLOCKS; b++) {
      assertThat(block(words, b)).as("block %d", b).isEqualTo(block(3, first + b, 5));
    }
  }

  private static int[] block(long key, long counterLow, long counterHigh) {
    long[] words = new long[Philox.WORDS];
    Philox.blocks(key, counterLow, counterHigh, words);
    return block(words, 0);
  }

  private static int[] block(long[] words, int b) {
    return IntStream.range(0, 4).map(w -> (int) words[Philox.BLOCKS * w + b]).toArray();
  }
}
