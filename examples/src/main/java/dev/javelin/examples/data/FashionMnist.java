package dev.javelin.examples.data;

import dev.javelin.data.DatasetException;
import dev.javelin.data.Mnist;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Fashion-MNIST (Xiao, Rasul, Vollgraf, 2017): MNIST's format with articles of clothing. It is
 * taken from Debian's package, else from a cache folder, into which it is downloaded once.
 */
final class FashionMnist {
  private static final Path DEBIAN = Path.of("/usr/share/datasets/fashion-mnist");

  /** Where the project's README sends one; plain HTTP, so what comes is checked. */
  private static final URI PUBLISHED =
      URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");

  /** SHA-256 of the decompressed contents of each of {@link Mnist#FILES}. */
  private static final List<String> SHA_256 =
      List.of(
          "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
          "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
          "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
          "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

  private FashionMnist() {}

  /** Reads both sets, from wherever they are. */
  static Mnist read() throws DatasetException {
    return read(DEBIAN, cacheFolder(), PUBLISHED, SHA_256);
  }

  /** As {@link #read()}, with places of the caller's choice. */
  static Mnist read(Path installed, Path cache, URI published, List<String> sha256)
      throws DatasetException {
    if (Files.isDirectory(installed)) {
      return Mnist.read(installed);
    }
    for (int i = 0; i < sha256.size(); i++) {
      Path file = cache.resolve(Mnist.FILES.get(i) + ".gz");
      URI from = published.resolve(file.getFileName().toString());
      try {
        if (!Files.exists(file)) {
          Download.gzip(from, file, sha256.get(i));
        }
      } catch (IOException e) {
        String reason = e instanceof DatasetException ? e.getMessage() : e.toString();
        throw new DatasetException(
            """
            %s: cannot be downloaded: %s. To do without the network, put the four files of \
            Fashion-MNIST into %s, or install Debian's package dataset-fashion-mnist.\
            """
                .formatted(from, reason, cache),
            e);
      }
    }
    return Mnist.read(cache);
  }

  private static Path cacheFolder() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .map(Path::of)
        // The specification of base directories has relative ones ignored.
        .filter(Path::isAbsolute)
        .orElse(Path.of(System.getProperty("user.home"), ".cache"))
        .resolve(Path.of("javelin", "fashion-mnist"));
  }
}
