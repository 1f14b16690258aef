package dev.javelin.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.javelin.data.DatasetException;
import dev.javelin.data.Mnist;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this machine, with sets of one image of one pixel. */
class FashionMnistTest {
  @TempDir Path folder;
  private Path cache;
  private HttpServer server;
  private URI published;
  private final Map<String, byte[]> served = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> sha256 = new ArrayList<>();

  @BeforeEach
  void serve() throws Exception {
    cache = folder.resolve("made/if/need/be");
    for (String name : Mnist.FILES) {
      byte[] contents = name.contains("images") ? idx(1, 1, 1) : idx(1);
      served.put("/" + name + ".gz", gzip(contents));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(contents);
      sha256.add(HexFormat.of().formatHex(digest));
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          requests.add(path);
          byte[] body = served.getOrDefault(path, new byte[0]);
          exchange.sendResponseHeaders(served.containsKey(path) ? 200 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    String host = server.getAddress().getAddress().getHostAddress();
    published = URI.create("http://" + host + ":" + server.getAddress().getPort() + "/");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static byte[] idx(int... sizes) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + 1).putInt(0x0800 | sizes.length);
    for (int size : sizes) {
      file.putInt(size);
    }
    return file.put((byte) 3).array();
  }

  private static byte[] gzip(byte[] contents) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(file)) {
      out.write(contents);
    }
    return file.toByteArray();
  }

  private Mnist read() throws DatasetException {
    return FashionMnist.read(folder.resolve("not installed"), cache, published, sha256);
  }

  private void assertFailsFor(String name, String reason) throws IOException {
    assertThatThrownBy(this::read)
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "%s%s.gz: cannot be downloaded: %s. To do without the network, put the four files of"
                + " Fashion-MNIST into %s, or install Debian's package dataset-fashion-mnist.",
            published, name, reason, cache);
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("neither the file nor a part of it")
          .noneMatch(file -> file.startsWith(name) || file.endsWith(".part"));
    }
  }

  @Test
  void downloadsOnce() throws Exception {
    assertThat(read().train().size()).isEqualTo(1);
    assertThat(requests).hasSize(4);
    assertThat(read().test().size()).isEqualTo(1);
    assertThat(requests).hasSize(4);
    Files.delete(cache.resolve("t10k-labels-idx1-ubyte.gz"));
    read();
    assertThat(requests).hasSize(5);
  }

  @Test
  void prefersWhatIsInstalled() throws Exception {
    read();
    Mnist mnist = FashionMnist.read(cache, folder.resolve("unused"), published, sha256);
    assertThat(mnist.train().size()).isEqualTo(1);
    assertThat(requests).hasSize(4);
  }

  @Test
  void keepsNothingWithOtherContents() throws Exception {
    served.put("/train-labels-idx1-ubyte.gz", gzip(new byte[] {0}));
    assertFailsFor(
        "train-labels-idx1-ubyte",
        "its contents have SHA-256"
            + " 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d, expected "
            + sha256.get(1));
  }

  @Test
  void keepsNothingThatIsNotGzip() throws Exception {
    served.put("/train-images-idx3-ubyte.gz", new byte[] {'<', 'h', 't', 'm', 'l', '>'});
    assertFailsFor("train-images-idx3-ubyte", "what came is not a whole gzip file");
    served.put("/train-images-idx3-ubyte.gz", new byte[] {0x1f});
    assertFailsFor("train-images-idx3-ubyte", "what came is not a whole gzip file");
  }

  @Test
  void saysThatThereIsNoSuchFile() throws Exception {
    served.remove("/t10k-images-idx3-ubyte.gz");
    assertFailsFor("t10k-images-idx3-ubyte", "the server answered with status 404");
  }

  @Test
  void saysThatThereIsNoNetwork() throws Exception {
    server.stop(0);
    assertFailsFor(
        "train-images-idx3-ubyte",
        "java.io.IOException: the network failed with java.net.ConnectException");
  }
}
