package dev.javelin.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the user gets wrong: one line, status 2, no stack trace. */
class BadInputTest {
  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train mnist_n                       | did you mean mnist_nn?
          train cats                          | unknown recipe "cats": there are mnist_softmax, mnist_nn
          train                               | RECIPE
          trian mnist_nn                      | did you mean train?
          train xor_nn mnist_nn               | Unmatched argument
          train xor_nn --epoch 1              | did you mean --epochs?
          train xor_nn --verbose              | --verbose
          train xor_nn --epochs 0             | '0' is not a whole number from 1
          train xor_nn --epochs -1            | '-1' is not a whole number from 1
          train xor_nn --epochs many          | 'many' is not a whole number from 1
          train xor_nn --epochs 3000000000    | '3000000000' is not a whole number from 1
          train xor_nn --epochs               | --epochs
          train xor_nn --batch-size 0         | '0' is not a whole number from 1
          train xor_nn --batch-size 5         | there are only 4 training examples
          train xor_nn --threads 0            | '0' is not a whole number from 1
          train xor_nn --threads 1025         | at most 1024
          train xor_nn --seed x               | 'x' is not a long
          train mnist_nn --data /no/such      | unknown data "/no/such"
          gradient-flow --steps 0             | '0' is not a whole number from 1
          gradient-flow --data /no/such       | unknown data "/no/such"
          """)
  void arguments(String line, String reason) {
    Outcome.of(line.split(" ")).assertRefused(reason);
  }

  @Test
  void noVerb() {
    Outcome outcome = Outcome.of();
    assertThat(outcome.err()).startsWith("Usage: javelin").contains("train");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.status()).isEqualTo(2);
  }

  @Test
  void batchLargerThanTheDataSet() throws IOException {
    new ImageFolder(folder).write();
    assertTrainRefused("--batch-size 201: there are only 200 training examples", "201");
  }

  @Test
  void missingFile() throws IOException {
    new ImageFolder(folder).write();
    Files.delete(folder.resolve(TRAIN_LABELS));
    assertTrainRefused("there is neither " + TRAIN_LABELS);
  }

  @Test
  void truncatedGzip() throws IOException {
    new ImageFolder(folder).write();
    byte[] zipped = gzip(Files.readAllBytes(folder.resolve(TRAIN_IMAGES)));
    Files.delete(folder.resolve(TRAIN_IMAGES));
    Files.write(folder.resolve(TRAIN_IMAGES + ".gz"), Arrays.copyOf(zipped, zipped.length / 2));
    assertTrainRefused(TRAIN_IMAGES + ".gz");
  }

  @Test
  void headerThatPromisesMoreThanTheFileHolds() throws IOException {
    new ImageFolder(folder).write().write(TRAIN_LABELS, ImageFolder.idx(new byte[199], 200));
    assertTrainRefused("promises 200");
  }

  @Test
  void headerThatPromisesMoreThanMemoryHolds() throws IOException {
    new ImageFolder(folder)
        .write()
        .write(TRAIN_IMAGES, ImageFolder.idx(new byte[8], 2_000_000_000, 1, 1));
    assertTrainRefused("promises 2000000000");
  }

  @Test
  void fewerLabelsThanImages() throws IOException {
    new ImageFolder(folder).write().write(TRAIN_LABELS, ImageFolder.idx(new byte[199], 199));
    assertTrainRefused("199 labels");
  }

  @Test
  void labelAboveNine() throws IOException {
    byte[] labels = new byte[ImageFolder.TRAIN];
    labels[7] = 10;
    new ImageFolder(folder).write().write(TRAIN_LABELS, ImageFolder.idx(labels, labels.length));
    assertTrainRefused("label 7 is 10");
  }

  /** Said before training, not after. */
  @ParameterizedTest
  @CsvSource({"train xor_nn", "gradient-flow"})
  void folderThatCannotBeWrittenTo(String verb) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    String[] arguments = (verb + " --out " + file).split(" ");
    Outcome.of(arguments).assertRefused("--out " + file + ": cannot write to this folder");
  }

  private void assertTrainRefused(String reason) {
    assertTrainRefused(reason, "10");
  }

  private void assertTrainRefused(String reason, String batchSize) {
    Outcome.of("train", "mnist_softmax", "--data", folder.toString(), "--batch-size", batchSize)
        .assertRefused(reason);
  }

  private static byte[] gzip(byte[] contents) throws IOException {
    var file = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(file)) {
      out.write(contents);
    }
    return file.toByteArray();
  }
}
