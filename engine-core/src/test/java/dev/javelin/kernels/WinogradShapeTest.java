package dev.javelin.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WinogradShapeTest {
  /** Of two channels, 3 x 2 each, to three of 3 x 3. */
  private static final WinogradShape SHAPE = new WinogradShape(2, 3, 3, 2, 3, 3, 1, 2, false);

  @Test
  void countsItsNumbers() {
    assertThat(SHAPE.inputs()).isEqualTo(new ChannelsLast(2, 6));
    assertThat(SHAPE.results()).isEqualTo(new ChannelsLast(3, 9));
    assertThat(SHAPE.tiles()).isEqualTo(4);
  }

  /** A row of zeros above, two columns before; 6 stands for what is outside. */
  @Test
  void saysWhereATilesInputsStand() {
    assertThat(SHAPE.inputPlaces())
        .containsExactly(
            6, 6, 6, 6, 6, 6, 0, 1, 6, 6, 2, 3, 6, 6, 4, 5, // the upper left tile
            6, 6, 6, 6, 0, 1, 6, 6, 2, 3, 6, 6, 4, 5, 6, 6, // the upper right one
            6, 6, 2, 3, 6, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, // the lower left one
            2, 3, 6, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6);
  }

  /** The last row and column of tiles reach past the results. */
  @Test
  void saysWhereATilesResultsStand() {
    assertThat(SHAPE.outputPlaces())
        .containsExactly(0, 1, 3, 4, 2, 9, 5, 9, 6, 7, 9, 9, 8, 9, 9, 9);
  }

  @Test
  void saysWhereAWeightStands() {
    // Of [3, 2, 3, 3], the filter of output 1 and input 0 begins behind two others.
    assertThat(SHAPE.weightIndex(1, 0, 0)).isEqualTo(18);
    assertThat(SHAPE.weightIndex(1, 0, 5)).isEqualTo(23);
    assertThat(SHAPE.weightIndex(2, 1, 8)).isEqualTo(53);
  }

  /** From results to inputs, which meet the same weights the other way round. */
  @Test
  void mirrors() {
    WinogradShape mirror = SHAPE.mirror();
    assertThat(mirror).isEqualTo(new WinogradShape(3, 2, 3, 3, 3, 2, 1, 0, true));
    assertThat(mirror.mirror()).isEqualTo(SHAPE);
    for (int tap = 0; tap < WinogradShape.TAPS; tap++) {
      assertThat(mirror.weightIndex(1, 2, tap)).isEqualTo(SHAPE.weightIndex(2, 1, 8 - tap));
    }
  }

  @Test
  void refusesWhatIsNoConvolution() {
    assertThatThrownBy(() -> new WinogradShape(1, 0, 3, 4, 5, 6, 1, 2, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no convolution: 1 x 3 x 4 to 0 x 5 x 6, padding 1 and 2");
    for (int i = 0; i < 6; i++) {
      int[] sizes = {1, 1, 1, 1, 1, 1};
      sizes[i] = 0;
      assertRefused(sizes, 0, 0);
    }
    assertRefused(new int[] {1, 1, 1, 1, 1, 1}, -1, 0);
    assertRefused(new int[] {1, 1, 1, 1, 1, 1}, 0, -1);
  }

  private static void assertRefused(int[] s, int top, int left) {
    assertThatThrownBy(
            () -> new WinogradShape(s[0], s[1], s[2], s[3], s[4], s[5], top, left, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no convolution");
  }

  @Test
  void hasNoMirrorWhereResultsMeetNothingButPadding() {
    var above = new WinogradShape(1, 1, 4, 4, 4, 4, 3, 0, false);
    assertThatThrownBy(above::mirror)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("padding -1 and 2");
    var before = new WinogradShape(1, 1, 4, 4, 4, 4, 0, 3, false);
    assertThatThrownBy(before::mirror).hasMessageContaining("padding 2 and -1");
  }
}
