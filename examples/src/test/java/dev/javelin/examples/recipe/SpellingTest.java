package dev.javelin.examples.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
  @Test
  void countsWrongLetters() {
    assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    assertThat(Spelling.distance("abc", "")).isEqualTo(3);
    assertThat(Spelling.distance("same", "same")).isZero();
  }

  @Test
  void guessesTheNearestIfItIsNear() {
    List<String> known = List.of("mnist_nn", "xor_nn");
    assertThat(Spelling.nearest("XOR-NN", known)).contains("xor_nn");
    assertThat(Spelling.nearest("mnist", known)).contains("mnist_nn");
    assertThat(Spelling.nearest("transformer", known)).isEmpty();
  }
}
