package dev.javelin.data;

import static dev.javelin.data.IdxFiles.gzip;
import static dev.javelin.data.IdxFiles.idx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.javelin.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {
  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
  private static final String WANTED =
      "It should hold these files, each as it is or with .gz: train-images-idx3-ubyte,"
          + " train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte";

  @TempDir Path folder;

  @BeforeEach
  void writeThreeTrainingAndTwoTestImages() throws IOException {
    write(TRAIN_IMAGES, idx(new byte[] {0, 51, 102, -1, 10, 20, 30, 40, 50, 60, 70, 80}, 3, 2, 2));
    write(TRAIN_LABELS, idx(new byte[] {5, 0, 9}, 3));
    write(TEST_IMAGES, idx(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
    write(TEST_LABELS, idx(new byte[] {7, 2}, 2));
  }

  private void write(String name, byte[] contents) throws IOException {
    Files.write(folder.resolve(name), contents);
  }

  private void assertFails(String message) {
    assertThatThrownBy(() -> Mnist.read(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessage(message);
  }

  @Test
  void readsBothSets() throws IOException {
    Mnist mnist = Mnist.read(folder);
    assertThat(mnist.train().size()).isEqualTo(3);
    assertThat(mnist.test().size()).isEqualTo(2);
    assertThat(mnist.train().inputShape()).isEqualTo(Shape.of(1, 2, 2));
    Batch batch = Batch.of(mnist.train(), 2);
    mnist.train().copyTo(0, batch, 0);
    mnist.train().copyTo(2, batch, 1);
    assertThat(batch.inputs().shape()).isEqualTo(Shape.of(2, 1, 2, 2));
    assertThat(batch.inputs().rows(0, 1).toArray())
        .containsExactly(new float[] {0, 0.2f, 0.4f, 1}, within(1e-7f));
    assertThat(batch.targets().shape()).isEqualTo(Shape.of(2));
    assertThat(batch.targets().toArray()).containsExactly(5, 9);
  }

  @Test
  void takesTheOtherUsualNames() throws IOException {
    Files.delete(folder.resolve(TRAIN_IMAGES));
    write("train-images.idx3-ubyte", idx(new byte[12], 3, 2, 2));
    Files.delete(folder.resolve(TRAIN_LABELS));
    write("train-labels.idx1-ubyte.gz", gzip(idx(new byte[] {1, 1, 1}, 3)));
    Files.delete(folder.resolve(TEST_LABELS));
    write(TEST_LABELS + ".gz", gzip(idx(new byte[] {3, 4}, 2)));
    assertThat(Mnist.read(folder).train().size()).isEqualTo(3);
  }

  @Test
  void readsFromWhereverTheFilesAre() throws IOException {
    Mnist mnist = Mnist.read(name -> Files.newInputStream(folder.resolve(name)));
    assertThat(mnist.test().size()).isEqualTo(2);
    assertThatThrownBy(() -> Mnist.read(name -> new ByteArrayInputStream(new byte[0])))
        .isInstanceOf(DatasetException.class)
        .hasMessage(TRAIN_IMAGES + ": not an IDX file: it ends within the header");
    assertThatThrownBy(
            () ->
                Mnist.read(
                    name -> {
                      throw new FileNotFoundException("no " + name);
                    }))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "%s: cannot be read: java.io.FileNotFoundException: no %s"
                .formatted(TRAIN_IMAGES, TRAIN_IMAGES));
  }

  @Test
  void saysWhatToPutWhere() throws IOException {
    Files.delete(folder.resolve(TEST_LABELS));
    assertFails(
        "%s: there is neither %s nor %s.gz in it. %s"
            .formatted(folder, TEST_LABELS, TEST_LABELS, WANTED));
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Mnist.read(missing))
        .isInstanceOf(DatasetException.class)
        .hasMessage(missing + ": there is no such folder. " + WANTED);
  }

  @Test
  void countsOfImagesAndLabelsMustAgree() throws IOException {
    write(TEST_LABELS, idx(new byte[] {7, 2, 1}, 3));
    assertFails(
        "%s: 3 labels, but %s has 2 images"
            .formatted(folder.resolve(TEST_LABELS), folder.resolve(TEST_IMAGES)));
  }

  @Test
  void labelsAreBelowTen() throws IOException {
    write(TRAIN_LABELS, idx(new byte[] {9, 0, 10}, 3));
    assertFails(folder.resolve(TRAIN_LABELS) + ": label 2 is 10, expected 0 to 9");
    write(TRAIN_LABELS, idx(new byte[] {9, -1, 10}, 3));
    assertFails(folder.resolve(TRAIN_LABELS) + ": label 1 is 255, expected 0 to 9");
  }

  @Test
  void imagesOfBothSetsMustBeOfOneSize() throws IOException {
    write(TEST_IMAGES, idx(new byte[12], 2, 2, 3));
    assertFails(
        "%s: images of [2, 3], but %s has images of [2, 2]"
            .formatted(folder.resolve(TEST_IMAGES), folder.resolve(TRAIN_IMAGES)));
  }

  @Test
  void swappedFilesAreNoticed() throws IOException {
    write(TRAIN_LABELS, Files.readAllBytes(folder.resolve(TRAIN_IMAGES)));
    assertFails(
        folder.resolve(TRAIN_LABELS)
            + ": expected IDX labels (magic number 0x00000801),"
            + " found IDX images (magic number 0x00000803)");
  }
}
