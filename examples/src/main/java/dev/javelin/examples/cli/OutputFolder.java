package dev.javelin.examples.cli;

import dev.javelin.examples.recipe.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of {@code --out}. */
final class OutputFolder {
  private OutputFolder() {}

  /** Makes it if need be and tries to write there, so that no training is for nothing. */
  static void prepare(Path folder) throws BadInputException {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".javelin", null));
    } catch (IOException e) {
      throw new BadInputException(
          "--out %s: cannot write to this folder: %s".formatted(folder, e), e);
    }
  }
}
