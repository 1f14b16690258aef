package dev.javelin.data;

import dev.javelin.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The contents of a file in the IDX format of MNIST, gzip-compressed or not: two zero bytes, the
 * type (8, unsigned byte), the number of axes, each axis' length as a big-endian 32-bit number, and
 * the bytes in row-major order.
 */
public final class Idx {
  private static final int UNSIGNED_BYTES = 0x0800;
  private static final int LABELS = UNSIGNED_BYTES | 1;
  private static final int IMAGES = UNSIGNED_BYTES | 3;

  /** What the first bytes are read into; when it is full, it grows {@link #GROWTH} times. */
  private static final int FIRST_PIECE = 1 << 16;

  private static final long GROWTH = 4;

  private final String name;
  private final Shape shape;
  private final byte[] data;

  private Idx(String name, Shape shape, byte[] data) {
    this.name = name;
    this.shape = shape;
    this.data = data;
  }

  /** Reads a file of images; see {@link #readImages(InputStream, String)}. */
  public static Idx readImages(Path file) throws DatasetException {
    return read(file, IMAGES);
  }

  /**
   * Reads images to the end of a stream, which stays open.
   *
   * @param name of the file, for messages
   * @return of shape {@code [images, height, width]}
   * @throws DatasetException if it is no such file, cut short, corrupt or too long
   */
  public static Idx readImages(InputStream in, String name) throws DatasetException {
    return read(in, name, IMAGES);
  }

  /** Reads a file of labels; see {@link #readLabels(InputStream, String)}. */
  public static Idx readLabels(Path file) throws DatasetException {
    return read(file, LABELS);
  }

  /**
   * Reads labels to the end of a stream, which stays open.
   *
   * @param name of the file, for messages
   * @return of shape {@code [labels]}
   * @throws DatasetException if it is no such file, cut short, corrupt or too long
   */
  public static Idx readLabels(InputStream in, String name) throws DatasetException {
    return read(in, name, LABELS);
  }

  /** The file's name, for messages. */
  public String name() {
    return name;
  }

  /** The lengths of the axes. */
  public Shape shape() {
    return shape;
  }

  /** The unsigned bytes in row-major order; shared, not a copy. */
  public byte[] data() {
    return data;
  }

  private static Idx read(Path file, int magic) throws DatasetException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), magic);
    } catch (DatasetException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new DatasetException(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new DatasetException(file + ": cannot be read: " + e, e);
    }
  }

  private static Idx read(InputStream in, String name, int magic) throws DatasetException {
    try {
      return readContents(decompressed(in), name, magic);
    } catch (DatasetException e) {
      throw e;
    } catch (EOFException e) {
      throw new DatasetException(name + ": the gzip data is cut short", e);
    } catch (ZipException e) {
      throw new DatasetException(name + ": the gzip data is corrupt: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DatasetException(name + ": cannot be read: " + e, e);
    }
  }

  /** Told by the first two bytes, since a file's name may be wrong. */
  private static InputStream decompressed(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return gzip ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  private static Idx readContents(InputStream in, String name, int magic) throws IOException {
    checkMagic(readHeader(in, name, 1)[0], name, magic);
    Shape shape = shapeOf(readHeader(in, name, magic & 0xff), name);
    byte[] data = readUpTo(in, shape.size());
    if (data.length < shape.size()) {
      throw new DatasetException(
          "%s: its header promises %d bytes for %s, but it holds %d"
              .formatted(name, shape.size(), shape, data.length));
    }
    if (in.read() >= 0) {
      throw new DatasetException(
          "%s: it goes on after the %d bytes for %s that its header promises"
              .formatted(name, shape.size(), shape));
    }
    return new Idx(name, shape, data);
  }

  /** Memory grows with what the file holds, not with what its header promises. */
  private static byte[] readUpTo(InputStream in, int size) throws IOException {
    byte[] data = new byte[Math.min(size, FIRST_PIECE)];
    int length = in.readNBytes(data, 0, data.length);
    while (length == data.length && length < size) {
      data = Arrays.copyOf(data, (int) Math.min(size, GROWTH * length));
      length += in.readNBytes(data, length, data.length - length);
    }
    return length == data.length ? data : Arrays.copyOf(data, length);
  }

  private static int[] readHeader(InputStream in, String name, int count) throws IOException {
    byte[] bytes = in.readNBytes(Integer.BYTES * count);
    if (bytes.length < Integer.BYTES * count) {
      throw new DatasetException(name + ": not an IDX file: it ends within the header");
    }
    int[] numbers = new int[count];
    ByteBuffer.wrap(bytes).asIntBuffer().get(numbers);
    return numbers;
  }

  private static void checkMagic(int found, String name, int magic) throws DatasetException {
    if (found != magic) {
      throw new DatasetException(
          "%s: expected %s, found %s".formatted(name, describe(magic), describe(found)));
    }
  }

  private static String describe(int magic) {
    String what =
        switch (magic) {
          case LABELS -> "IDX labels";
          case IMAGES -> "IDX images";
          default -> "something else";
        };
    return "%s (magic number 0x%08x)".formatted(what, magic);
  }

  private static Shape shapeOf(int[] lengths, String name) throws DatasetException {
    try {
      return Shape.of(lengths);
    } catch (IllegalArgumentException e) {
      throw new DatasetException(name + ": its header has wrong sizes: " + e.getMessage(), e);
    }
  }
}
