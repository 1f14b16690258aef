package dev.javelin.data;

import static dev.javelin.data.IdxFiles.gzip;
import static dev.javelin.data.IdxFiles.idx;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.javelin.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
  private static final byte[] IMAGES = idx(new byte[] {1, 2, 3, 4, 5, -1}, 1, 2, 3);

  private static Idx readImages(byte[] file) throws DatasetException {
    return Idx.readImages(new ByteArrayInputStream(file), "some-images");
  }

  private static Idx readLabels(byte[] file) throws DatasetException {
    return Idx.readLabels(new ByteArrayInputStream(file), "some-labels");
  }

  private static void assertFails(ThrowingCallable reading, String message) {
    assertThatThrownBy(reading).isInstanceOf(DatasetException.class).hasMessage(message);
  }

  @Property(tries = 100)
  void readsBackLabels(@ForAll @Size(min = 1, max = 300) byte[] labels, @ForAll boolean compress)
      throws DatasetException {
    byte[] file = idx(labels, labels.length);
    Idx read = readLabels(compress ? gzip(file) : file);
    assertThat(read.shape()).isEqualTo(Shape.of(labels.length));
    assertThat(read.data()).isEqualTo(labels);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void readsBackImages(
      @ForAll @IntRange(min = 1, max = 20) int count,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll byte first,
      @ForAll boolean compress)
      throws DatasetException {
    byte[] pixels = new byte[count * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (first + 31 * i);
    }
    byte[] file = idx(pixels, count, height, width);
    Idx read = readImages(compress ? gzip(file) : file);
    assertThat(read.shape()).isEqualTo(Shape.of(count, height, width));
    assertThat(read.data()).isEqualTo(pixels);
  }

  /** Contents are read into an array of 64 KiB, which grows to four times its size when full. */
  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537, 262_144, 262_145, 1_100_000})
  void readsAsManyBytesAsPromised(int length) throws DatasetException {
    byte[] labels = new byte[length];
    for (int i = 0; i < length; i++) {
      labels[i] = (byte) (i ^ i >> 8 ^ i >> 16);
    }
    assertThat(readLabels(idx(labels, length)).data()).isEqualTo(labels);
    for (int held : new int[] {length, 1}) {
      assertFails(
          () -> readLabels(idx(Arrays.copyOf(labels, held), length + 1)),
          "some-labels: its header promises %d bytes for [%d], but it holds %d"
              .formatted(length + 1, length + 1, held));
    }
    assertFails(
        () -> readLabels(idx(labels, length - 1)),
        "some-labels: it goes on after the %d bytes for [%d] that its header promises"
            .formatted(length - 1, length - 1));
  }

  @Test
  void everyTruncationIsAnError() {
    for (byte[] file : new byte[][] {IMAGES, gzip(IMAGES)}) {
      for (int length = 0; length < file.length; length++) {
        byte[] part = Arrays.copyOf(file, length);
        assertThatThrownBy(() -> readImages(part))
            .as("the first %d of %d bytes", length, file.length)
            .isInstanceOf(DatasetException.class)
            .hasMessageStartingWith("some-images: ");
      }
    }
  }

  @Test
  void aFlippedBitOfTheCompressedDataNeverGivesOtherData() throws DatasetException {
    byte[] file = gzip(IMAGES);
    // The ten bytes before are gzip's header, of which most bits mean nothing.
    for (int bit = 8 * 10; bit < 8 * file.length; bit++) {
      byte[] flipped = file.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        // Some bits are padding.
        assertThat(readImages(flipped).data()).as("bit %d", bit).containsExactly(1, 2, 3, 4, 5, -1);
      } catch (DatasetException e) {
        assertThat(e).hasMessageStartingWith("some-images: ");
      }
    }
  }

  @Property(tries = 200)
  void aWrongHeaderNeverCostsMoreMemoryThanTheFile(
      @ForAll @IntRange(min = 0, max = 15) int at, @ForAll byte value) {
    byte[] file = IMAGES.clone();
    file[at] = value;
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      assertThat(readImages(file).data()).isEqualTo(readImages(IMAGES).data());
    } catch (DatasetException e) {
      assertThat(e).hasMessageStartingWith("some-images: ");
    }
    // Stream buffers, the message, AssertJ; a promise of gigabytes would show.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
  }

  @Test
  void aPromiseOfGigabytesCostsAFewTimesWhatTheFileHolds() {
    byte[] file = idx(new byte[1 << 16], 1 << 30);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertFails(
        () -> readLabels(file),
        "some-labels: its header promises 1073741824 bytes for [1073741824], but it holds 65536");
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
  }

  @Test
  void namesWhatIsWrong() {
    assertFails(
        () -> readImages(new byte[0]), "some-images: not an IDX file: it ends within the header");
    assertFails(
        () -> readImages("<!DOCTYPE html>".getBytes(UTF_8)),
        "some-images: expected IDX images (magic number 0x00000803),"
            + " found something else (magic number 0x3c21444f)");
    assertFails(
        () -> readLabels(IMAGES),
        "some-labels: expected IDX labels (magic number 0x00000801),"
            + " found IDX images (magic number 0x00000803)");
    assertFails(
        () -> readImages(idx(new byte[3], 3)),
        "some-images: expected IDX images (magic number 0x00000803),"
            + " found IDX labels (magic number 0x00000801)");
    assertFails(
        () -> readImages(idx(new byte[5], 1, 2, 3)),
        "some-images: its header promises 6 bytes for [1, 2, 3], but it holds 5");
    assertFails(
        () -> readImages(idx(new byte[7], 1, 2, 3)),
        "some-images: it goes on after the 6 bytes for [1, 2, 3] that its header promises");
    assertFails(
        () -> readImages(idx(new byte[0], 0, 28, 28)),
        "some-images: its header has wrong sizes: every axis needs a length of 1 or more: [0, 28,"
            + " 28]");
    assertFails(
        () -> readImages(idx(new byte[0], -1, 28, 28)),
        "some-images: its header has wrong sizes: every axis needs a length of 1 or more: [-1, 28,"
            + " 28]");
    assertFails(
        () -> readImages(idx(new byte[0], 1 << 30, 1 << 30, 1 << 30)),
        "some-images: its header has wrong sizes:"
            + " more elements than an array holds: [1073741824, 1073741824, 1073741824]");
    assertFails(
        () -> readImages(Arrays.copyOf(gzip(IMAGES), 20)),
        "some-images: the gzip data is cut short");
  }

  @Test
  void aWrongChecksumIsCorrupt() {
    byte[] file = gzip(IMAGES);
    file[file.length - 8] ^= 1;
    assertFails(
        () -> readImages(file), "some-images: the gzip data is corrupt: Corrupt GZIP trailer");
  }

  @Test
  void readsFilesWhateverTheirName(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("not-compressed.gz"), IMAGES);
    assertThat(Idx.readImages(file).shape()).isEqualTo(Shape.of(1, 2, 3));
    Path compressed = Files.write(folder.resolve("compressed"), gzip(IMAGES));
    assertThat(Idx.readImages(compressed).shape()).isEqualTo(Shape.of(1, 2, 3));
  }

  @Test
  void namesTheFileThatCannotBeRead(@TempDir Path folder) {
    Path missing = folder.resolve("missing");
    assertFails(() -> Idx.readLabels(missing), missing + ": there is no such file");
    assertThatThrownBy(() -> Idx.readLabels(folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(folder + ": cannot be read: ");
  }
}
