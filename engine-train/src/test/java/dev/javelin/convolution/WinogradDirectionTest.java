package dev.javelin.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.plan.Window;
import org.junit.jupiter.api.Test;

class WinogradDirectionTest {
  private static final Window FITTING = new Window(3, 1, 1, 1, 1);

  private static boolean pays(int groups, int wide, int narrow, GridAxis y, GridAxis x) {
    return WinogradDirection.pays(groups, wide, narrow, y, x);
  }

  private static GridAxis axis(Window window, int outputs) {
    return new GridAxis(window, window.length(outputs), outputs);
  }

  private static boolean pays(Window window) {
    return pays(window, FITTING);
  }

  private static boolean pays(Window window, Window other) {
    GridAxis fitting = axis(other, 28);
    GridAxis axis = axis(window, 28);
    boolean pays = pays(1, 64, 64, axis, fitting);
    assertThat(pays(1, 64, 64, fitting, axis)).isEqualTo(pays);
    return pays;
  }

  @Test
  void paysForWindowsOfThreeThatMoveByOne() {
    assertThat(pays(FITTING)).isTrue();
    assertThat(pays(new Window(3, 1, 0, 2, 1))).isTrue();
    assertThat(pays(new Window(3, 1, 2, 0, 1))).isTrue();
    assertThat(pays(new Window(2, 1, 1, 1, 1))).isFalse();
    assertThat(pays(new Window(5, 1, 1, 1, 1))).isFalse();
    assertThat(pays(new Window(3, 2, 1, 1, 1))).isFalse();
    assertThat(pays(new Window(3, 1, 1, 1, 2))).isFalse();
  }

  @Test
  void paysForSquareWindowsOfFive() {
    var window = new Window(5, 1, 2, 2, 1);
    assertThat(pays(window, window)).isTrue();
    assertThat(pays(window, FITTING)).isFalse();
    assertThat(pays(new Window(5, 1, 4, 0, 1), window)).isTrue();
    assertThat(pays(new Window(5, 1, 5, 0, 1), window)).isFalse();
    assertThat(pays(new Window(7, 1, 3, 3, 1), new Window(7, 1, 3, 3, 1))).isFalse();
  }

  /** Backward then would have to leave out rows of results. */
  @Test
  void doesNotPayForPaddingThatAWholeWindowFitsIn() {
    assertThat(pays(new Window(3, 1, 3, 0, 1))).isFalse();
  }

  @Test
  void paysForManyChannelsOfOneGroup() {
    GridAxis axis = axis(FITTING, 28);
    assertThat(pays(1, 16, 16, axis, axis)).isTrue();
    assertThat(pays(1, 15, 512, axis, axis)).isFalse();
    assertThat(pays(1, 512, 15, axis, axis)).isFalse();
    assertThat(pays(1, 3, 512, axis, axis)).isFalse();
    assertThat(pays(1, 512, 3, axis, axis)).isFalse();
    assertThat(pays(2, 64, 64, axis, axis)).isFalse();
  }

  /** A tile of 16 results takes 36 multiplications however many of them there are. */
  @Test
  void paysWhereTilesAreFullEnough() {
    assertThat(pays(2, 4)).isTrue();
    assertThat(pays(3, 3)).isTrue();
    assertThat(pays(5, 5)).isTrue();
    assertThat(pays(1, 28)).isFalse();
    assertThat(pays(2, 2)).isFalse();
    assertThat(pays(5, 4)).isTrue();
    assertThat(pays(5, 2)).isFalse();
  }

  private static boolean pays(int rows, int columns) {
    return pays(1, 64, 64, axis(FITTING, rows), axis(FITTING, columns));
  }
}
