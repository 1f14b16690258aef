package dev.javelin.examples.recipe;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The list of recipes: to add one, write its file and add it here. */
public final class Recipes {
  private static final List<Recipe> ALL =
      List.of(
          MnistSoftmax.recipe(),
          MnistNn.recipe(),
          MnistNnXavier.recipe(),
          MnistNnDeep.recipe(),
          MnistNnDropout.recipe(),
          MnistNnSelu.recipe(),
          new MnistBatchNorm(),
          MnistCnn.recipe(),
          MnistDeepCnn.recipe(),
          MnistResnet.recipe(),
          new XorNn(),
          new MnistBackProp());

  private Recipes() {}

  /** All of them, in the lesson's order. */
  public static List<Recipe> all() {
    return ALL;
  }

  /**
   * The recipe of that name.
   *
   * @throws BadInputException if there is none; lists those there are
   */
  public static Recipe named(String name) throws BadInputException {
    Optional<Recipe> found = ALL.stream().filter(recipe -> recipe.name().equals(name)).findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    List<String> names = ALL.stream().map(Recipe::name).toList();
    String hint =
        Spelling.nearest(name, names).map(near -> "did you mean " + near + "? ").orElse("");
    throw new BadInputException(
        "unknown recipe \"%s\": %sthere are %s"
            .formatted(name, hint, names.stream().collect(Collectors.joining(", "))));
  }
}
