package dev.javelin.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WinogradShapeTest {
  /** Of two channels, 3 x 4 each, to three of 3 x 5. */
  private static final WinogradShape SHAPE = new WinogradShape(3, 2, 3, 3, 4, 3, 5, 1, 2, false);

  @Test
  void countsItsNumbers() {
    assertThat(SHAPE.inputs()).isEqualTo(new ChannelsLast(2, 12));
    assertThat(SHAPE.results()).isEqualTo(new ChannelsLast(3, 15));
    assertThat(SHAPE.tiles()).isEqualTo(2);
  }

  /** A row of zeros above, two columns before; 12 stands for what is outside. */
  @Test
  void saysWhereATilesInputsStand() {
    int[][] left = {{12, 12, 12, 12, 12, 12}, {12, 12, 0, 1, 2, 3}, {12, 12, 4, 5, 6, 7}};
    int[][] right = {left[0], {2, 3, 12, 12, 12, 12}, {6, 7, 12, 12, 12, 12}};
    int[] outside = left[0];
    int[][] rows = {
      left[0], left[1], left[2], {12, 12, 8, 9, 10, 11}, outside, outside,
      right[0], right[1], right[2], {10, 11, 12, 12, 12, 12}, outside, outside
    };
    assertThat(SHAPE.inputPlaces()).isEqualTo(joined(rows));
  }

  /** The last row and column of tiles reach past the results. */
  @Test
  void saysWhereATilesResultsStand() {
    int[] outside = {15, 15, 15, 15};
    int[][] rows = {
      {0, 1, 2, 3}, {5, 6, 7, 8}, {10, 11, 12, 13}, outside,
      {4, 15, 15, 15}, {9, 15, 15, 15}, {14, 15, 15, 15}, outside
    };
    assertThat(SHAPE.outputPlaces()).isEqualTo(joined(rows));
  }

  private static int[] joined(int[][] rows) {
    return Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
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
    assertThat(mirror).isEqualTo(new WinogradShape(3, 3, 2, 3, 5, 3, 4, 1, 0, true));
    assertThat(mirror.mirror()).isEqualTo(SHAPE);
    for (int tap = 0; tap < SHAPE.taps(); tap++) {
      assertThat(mirror.weightIndex(1, 2, tap)).isEqualTo(SHAPE.weightIndex(2, 1, 8 - tap));
    }
  }

  @Test
  void cutsResultsOfLargeKernelsToSmallTiles() {
    var shape = new WinogradShape(5, 2, 3, 3, 4, 3, 5, 2, 2, false);
    assertThat(shape.tiles()).isEqualTo(6);
    assertThat(shape.tileResults()).isEqualTo(4);
    assertThat(shape.weightIndex(1, 0, 24)).isEqualTo(74);
    assertThat(shape.outputPlaces())
        .startsWith(0, 1, 5, 6, 2, 3, 7, 8, 4, 15, 9, 15, 10, 11, 15, 15);
    assertThat(WinogradShape.points(5, 5)).isEqualTo(18);
    assertThat(WinogradShape.points(3, 5)).isEqualTo(12);
  }

  @Test
  void refusesOtherKernels() {
    assertThatThrownBy(() -> new WinogradShape(4, 1, 1, 4, 4, 4, 4, 1, 1, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a kernel of 3 or 5, got 4");
  }

  @Test
  void refusesWhatIsNoConvolution() {
    assertThatThrownBy(() -> new WinogradShape(3, 1, 0, 3, 4, 5, 6, 1, 2, false))
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
            () -> new WinogradShape(3, s[0], s[1], s[2], s[3], s[4], s[5], top, left, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no convolution");
  }

  @Test
  void hasNoMirrorWhereResultsMeetNothingButPadding() {
    var above = new WinogradShape(3, 1, 1, 4, 4, 4, 4, 3, 0, false);
    assertThatThrownBy(above::mirror)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("padding -1 and 2");
    var before = new WinogradShape(3, 1, 1, 4, 4, 4, 4, 0, 3, false);
    assertThatThrownBy(before::mirror).hasMessageContaining("padding 2 and -1");
  }
}
