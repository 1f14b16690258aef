package dev.javelin.examples.data;

import dev.javelin.data.DatasetException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Fetches a file from the network: the whole and right file is there afterwards, or none. */
final class Download {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long LARGEST_FILE = 64L << 20;

  private Download() {}

  /**
   * Fetches a gzip-compressed file.
   *
   * @param to in a folder that is made if need be
   * @param sha256 of the contents after decompression, since compressing again gives other bytes
   * @throws DatasetException if something else came than the file
   * @throws IOException if the network or the disk fails
   */
  static void gzip(URI from, Path to, String sha256) throws IOException {
    Path folder = Files.createDirectories(to.toAbsolutePath().getParent());
    Path part = Files.createTempFile(folder, "download", ".part");
    try {
      fetch(from, part);
      String actual = sha256OfContents(part);
      if (!actual.equals(sha256)) {
        throw new DatasetException("its contents have SHA-256 " + actual + ", expected " + sha256);
      }
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void fetch(URI from, Path part) throws IOException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build()) {
      HttpRequest request = HttpRequest.newBuilder(from).build();
      try {
        HttpResponse<Path> response =
            client
                .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofFile(part), LARGEST_FILE))
                .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (response.statusCode() != 200) {
          throw new DatasetException("the server answered with status " + response.statusCode());
        }
      } catch (ExecutionException e) {
        throw new IOException("the network failed with " + e.getCause(), e);
      } catch (TimeoutException e) {
        throw new IOException("it took more than " + LIMIT.toMinutes() + " minutes", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        client.shutdownNow();
      }
    }
  }

  private static String sha256OfContents(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
    try (InputStream compressed = Files.newInputStream(file);
        InputStream in = new GZIPInputStream(compressed)) {
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
    } catch (EOFException | ZipException e) {
      throw new DatasetException("what came is not a whole gzip file", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
