package dev.javelin.examples.data;

import dev.javelin.data.DatasetException;
import dev.javelin.data.Mnist;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What the option {@code --data} names: {@code mnist}, {@code fashion-mnist} or a folder. */
public final class DataSource {
  private DataSource() {}

  /**
   * Reads the training and test set.
   *
   * @param source {@code mnist}: the one embedded here; {@code fashion-mnist}: from this machine,
   *     or the network the first time; else a folder with the four files, see {@link
   *     Mnist#read(Path)}
   * @throws DatasetException if the data is missing or wrong; the message says what to do
   */
  public static Mnist read(String source) throws DatasetException {
    return switch (source) {
      case "mnist" -> EmbeddedMnist.read();
      case "fashion-mnist" -> FashionMnist.read();
      default -> readFolder(source);
    };
  }

  private static Mnist readFolder(String source) throws DatasetException {
    try {
      Path folder = Path.of(source);
      if (!source.isBlank() && Files.isDirectory(folder)) {
        return Mnist.read(folder);
      }
    } catch (InvalidPathException e) {
      throw new DatasetException(unknown(source), e);
    }
    throw new DatasetException(unknown(source));
  }

  private static String unknown(String source) {
    return "unknown data \"" + source + "\": expected mnist, fashion-mnist or an existing folder";
  }
}
