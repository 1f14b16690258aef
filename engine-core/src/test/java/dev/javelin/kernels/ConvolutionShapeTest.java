package dev.javelin.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConvolutionShapeTest {
  private static final int[] TERM = {5};

  private static ConvolutionShape shape(int rows, int runs, int length, int pitch, int stride) {
    return new ConvolutionShape(rows, runs, length, pitch, stride, TERM, TERM, 1);
  }

  @Test
  void countsItsNumbers() {
    ConvolutionShape shape = shape(2, 3, 14, 15, 42);
    assertThat(shape.results()).isEqualTo(42);
    assertThat(shape.terms()).isEqualTo(1);
    // 2 * 15 + 14, and on to a multiple of 32.
    assertThat(shape.length()).isEqualTo(64);
    assertThat(shape.reach()).isEqualTo(5 + 63);
  }

  @Test
  void refusesWhatIsNoConvolution() {
    assertRefused(0, 1, 1, 1, 1, "empty convolution");
    assertRefused(1, 0, 1, 1, 1, "empty convolution");
    assertRefused(1, 1, 0, 1, 1, "empty convolution");
    assertThatThrownBy(() -> new ConvolutionShape(1, 1, 1, 1, 1, new int[0], new int[0], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("empty convolution");
  }

  @Test
  void refusesWhatOverlaps() {
    assertRefused(1, 2, 14, 13, 28, "2 runs of 14 are longer than the pitch 13");
    assertRefused(1, 2, 14, 14, 27, "2 runs of 14 are longer than the pitch 14 or the stride 27");
  }

  @Test
  void refusesTermsThatAreNoPairs() {
    assertThatThrownBy(() -> new ConvolutionShape(1, 1, 1, 1, 1, TERM, new int[] {0, 1}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 inputs for 2 weights");
  }

  @Test
  void refusesRowsLongerThanAnArray() {
    assertThatThrownBy(() -> shape(1, 1 << 16, 1, 1 << 15, 1 << 16))
        .isInstanceOf(ArithmeticException.class);
  }

  private static void assertRefused(
      int rows, int runs, int length, int pitch, int stride, String message) {
    assertThatThrownBy(() -> shape(rows, runs, length, pitch, stride))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
