package dev.javelin.examples.data;

import dev.javelin.data.DatasetException;
import dev.javelin.data.Mnist;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** The MNIST that comes with these examples, so that the first run needs no network. */
public final class EmbeddedMnist {
  private static final String FOLDER = "/dev/javelin/examples/mnist/";

  private EmbeddedMnist() {}

  /**
   * Reads both sets.
   *
   * @throws DatasetException if a file is not on the class path or damaged
   */
  public static Mnist read() throws DatasetException {
    return Mnist.read(EmbeddedMnist::open);
  }

  /** The contents of one of {@link Mnist#FILES}, gzip-compressed. */
  static InputStream open(String name) throws IOException {
    String resource = FOLDER + name + ".gz";
    InputStream in = EmbeddedMnist.class.getResourceAsStream(resource);
    if (in == null) {
      throw new FileNotFoundException(resource + " is not on the class path");
    }
    return in;
  }
}
