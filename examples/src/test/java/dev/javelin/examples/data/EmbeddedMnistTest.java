package dev.javelin.examples.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.data.Batch;
import dev.javelin.data.Mnist;
import dev.javelin.tensor.Shape;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class EmbeddedMnistTest {
  private static final Map<String, String> PUBLISHED =
      Map.of(
          "train-images-idx3-ubyte",
          "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
          "train-labels-idx1-ubyte",
          "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
          "t10k-images-idx3-ubyte",
          "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
          "t10k-labels-idx1-ubyte",
          "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

  @Test
  void hasThePublishedContents() throws Exception {
    assertThat(PUBLISHED).containsOnlyKeys(Mnist.FILES);
    for (String name : Mnist.FILES) {
      try (InputStream in = new GZIPInputStream(EmbeddedMnist.open(name))) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
        assertThat(HexFormat.of().formatHex(digest)).as(name).isEqualTo(PUBLISHED.get(name));
      }
    }
  }

  @Test
  void isReadWhole() throws Exception {
    Mnist mnist = DataSource.read("mnist");
    assertThat(mnist.train().size()).isEqualTo(60_000);
    assertThat(mnist.test().size()).isEqualTo(10_000);
    assertThat(mnist.train().inputShape()).isEqualTo(Shape.of(1, 28, 28));
    // The first training image is a five, the first test image a seven.
    Batch batch = Batch.of(mnist.train(), 2);
    mnist.train().copyTo(0, batch, 0);
    mnist.test().copyTo(0, batch, 1);
    assertThat(batch.targets().toArray()).containsExactly(5, 7);
    assertThat(batch.inputs().toArray()).contains(0f, 1f);
  }
}
