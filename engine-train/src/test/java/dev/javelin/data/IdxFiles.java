package dev.javelin.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Writes the bytes of IDX files, right and wrong. */
final class IdxFiles {
  private IdxFiles() {}

  /** A file with the given sizes in its header, followed by the given data. */
  static byte[] idx(byte[] data, int... sizes) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * sizes.length + data.length);
    file.putInt(0x0800 | sizes.length);
    for (int size : sizes) {
      file.putInt(size);
    }
    return file.put(data).array();
  }

  static byte[] gzip(byte[] contents) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(file)) {
      out.write(contents);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toByteArray();
  }
}
