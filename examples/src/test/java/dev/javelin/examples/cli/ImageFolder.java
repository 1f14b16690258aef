package dev.javelin.examples.cli;

import dev.javelin.random.RandomStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small data sets in MNIST's four files: images of 8 x 8, brightest in the label's row. */
record ImageFolder(Path path) {
  static final int TRAIN = 200;
  static final int TEST = 100;
  private static final int SIDE = 8;

  /** A good one. */
  ImageFolder write() throws IOException {
    writeSet("train", TRAIN);
    writeSet("t10k", TEST);
    return this;
  }

  private void writeSet(String name, int count) throws IOException {
    var random = new RandomStream(1, count);
    byte[] pixels = new byte[count * SIDE * SIDE];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % SIDE);
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        int brightest = pixel / SIDE == labels[i] ? 256 : 64;
        pixels[i * SIDE * SIDE + pixel] = (byte) random.nextInt(brightest);
      }
    }
    write(name + "-images-idx3-ubyte", idx(pixels, count, SIDE, SIDE));
    write(name + "-labels-idx1-ubyte", idx(labels, count));
  }

  void write(String name, byte[] contents) throws IOException {
    Files.write(path.resolve(name), contents);
  }

  /** The bytes of an IDX file. */
  static byte[] idx(byte[] data, int... lengths) {
    var file = ByteBuffer.allocate(4 + 4 * lengths.length + data.length);
    file.putInt(0x0800 | lengths.length);
    for (int length : lengths) {
      file.putInt(length);
    }
    return file.put(data).array();
  }
}
