package dev.javelin.data;

import dev.javelin.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The training and test set of MNIST, or of any data in the same four files, such as Fashion-MNIST:
 * images of shape {@code [1, height, width]} and labels from 0 to 9.
 */
public record Mnist(ImageDataset train, ImageDataset test) {
  /** The number of classes. */
  public static final int CLASSES = 10;

  /** The official names of the four files. */
  public static final List<String> FILES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  /** Opens a file by its name, which is one of {@link #FILES}. */
  @FunctionalInterface
  public interface Opener {
    /** The file's contents, gzip-compressed or not. */
    InputStream open(String name) throws IOException;
  }

  /**
   * Reads the four files of a folder, each with or without {@code .gz}, with a hyphen or a dot
   * before {@code idx}.
   *
   * @throws DatasetException if one is missing or wrong; the message says what to put where
   */
  public static Mnist read(Path folder) throws DatasetException {
    if (!Files.isDirectory(folder)) {
      throw new DatasetException(folder + ": there is no such folder. " + wanted());
    }
    List<Path> files = new ArrayList<>();
    for (String name : FILES) {
      files.add(find(folder, name));
    }
    return of(
        Idx.readImages(files.get(0)),
        Idx.readLabels(files.get(1)),
        Idx.readImages(files.get(2)),
        Idx.readLabels(files.get(3)));
  }

  /**
   * Reads the four files from wherever they are.
   *
   * @throws DatasetException if one is missing or wrong
   */
  public static Mnist read(Opener opener) throws DatasetException {
    return of(
        read(opener, FILES.get(0), Idx::readImages),
        read(opener, FILES.get(1), Idx::readLabels),
        read(opener, FILES.get(2), Idx::readImages),
        read(opener, FILES.get(3), Idx::readLabels));
  }

  private interface Reader {
    Idx read(InputStream in, String name) throws DatasetException;
  }

  private static Idx read(Opener opener, String name, Reader reader) throws DatasetException {
    try (InputStream in = opener.open(name)) {
      return reader.read(in, name);
    } catch (DatasetException e) {
      throw e;
    } catch (IOException e) {
      throw new DatasetException(name + ": cannot be read: " + e, e);
    }
  }

  private static Path find(Path folder, String name) throws DatasetException {
    String dotted = name.replace("-idx", ".idx");
    for (String candidate : List.of(name, name + ".gz", dotted, dotted + ".gz")) {
      Path file = folder.resolve(candidate);
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new DatasetException(
        folder + ": there is neither " + name + " nor " + name + ".gz in it. " + wanted());
  }

  private static String wanted() {
    return "It should hold these files, each as it is or with .gz: " + String.join(", ", FILES);
  }

  private static Mnist of(Idx trainImages, Idx trainLabels, Idx testImages, Idx testLabels)
      throws DatasetException {
    if (!trainImages.shape().withoutFirst().equals(testImages.shape().withoutFirst())) {
      throw new DatasetException(
          "%s: images of %s, but %s has images of %s"
              .formatted(
                  testImages.name(),
                  testImages.shape().withoutFirst(),
                  trainImages.name(),
                  trainImages.shape().withoutFirst()));
    }
    return new Mnist(set(trainImages, trainLabels), set(testImages, testLabels));
  }

  private static ImageDataset set(Idx images, Idx labels) throws DatasetException {
    int count = images.shape().dim(0);
    if (labels.shape().dim(0) != count) {
      throw new DatasetException(
          "%s: %d labels, but %s has %d images"
              .formatted(labels.name(), labels.shape().dim(0), images.name(), count));
    }
    Tensor classes = Tensor.zeros(count);
    for (int i = 0; i < count; i++) {
      int label = Byte.toUnsignedInt(labels.data()[i]);
      if (label >= CLASSES) {
        throw new DatasetException(
            "%s: label %d is %d, expected 0 to %d".formatted(labels.name(), i, label, CLASSES - 1));
      }
      classes.set(i, label);
    }
    return new ImageDataset(images.data(), classes, images.shape().withFirst(1));
  }
}
