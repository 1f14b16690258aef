package dev.javelin.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.examples.recipe.Recipe;
import dev.javelin.examples.recipe.Recipes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "train ", "gradient-flow ", "optimizers ", "recipes ", "info "})
  void everyVerbHasHelp(String verb) {
    Outcome outcome = Outcome.of((verb + "--help").split(" "));
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).startsWith("Usage: javelin " + verb.strip());
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void recipesAreListed() {
    Outcome outcome = Outcome.of("recipes");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out().lines()).hasSize(Recipes.all().size());
    for (Recipe recipe : Recipes.all()) {
      assertThat(outcome.out()).contains(recipe.name() + " ", recipe.description());
    }
  }

  @Test
  void infoTellsWhatTrainingRunsOn() {
    Outcome outcome = Outcome.of("info");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).contains("Kernels:", "Threads:", Runtime.version().toString());
  }
}
