package dev.javelin.data;

import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.KernelsLookup;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Objects;

/**
 * Images kept as unsigned bytes, a quarter of the memory of floats, with a class index each. An
 * input is pixels / 255, as torchvision's {@code ToTensor} makes it; a target is a whole number of
 * shape {@code []}.
 */
public final class ImageDataset implements Dataset {
  private static final float WHITE = 255;
  private static final Shape TARGET_SHAPE = Shape.of();

  private final Kernels kernels = KernelsLookup.kernels();
  private final byte[] pixels;
  private final Tensor labels;
  private final Shape inputShape;

  /**
   * A dataset over the given pixels and labels, which are not copied.
   *
   * @param pixels unsigned, one image after the other
   * @param labels class indices, {@code [size]}
   * @param inputShape of one image, such as {@code [1, 28, 28]}
   * @throws IllegalArgumentException if the number of pixels is not that of so many images
   */
  public ImageDataset(byte[] pixels, Tensor labels, Shape inputShape) {
    if (labels.shape().rank() != 1) {
      throw new IllegalArgumentException("labels must be of shape [N], not " + labels.shape());
    }
    if (pixels.length != (long) labels.size() * inputShape.size()) {
      throw new IllegalArgumentException(
          labels.size() + " images " + inputShape + " do not have " + pixels.length + " pixels");
    }
    this.pixels = pixels;
    this.labels = labels;
    this.inputShape = inputShape;
  }

  /**
   * The same images under another shape, such as {@code [784]} for a model of linear layers.
   *
   * @throws IllegalArgumentException if the number of pixels differs
   */
  public ImageDataset withInputShape(Shape shape) {
    if (shape.size() != inputShape.size()) {
      throw new IllegalArgumentException("cannot view images " + inputShape + " as " + shape);
    }
    return new ImageDataset(pixels, labels, shape);
  }

  @Override
  public int size() {
    return labels.size();
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public Shape targetShape() {
    return TARGET_SHAPE;
  }

  @Override
  public void copyTo(int index, Batch batch, int row) {
    Objects.checkIndex(index, size());
    Objects.checkIndex(row, batch.size());
    int length = inputShape.size();
    Tensor inputs = batch.inputs();
    kernels.unsignedBytesToFloats(
        pixels, index * length, inputs.array(), inputs.offset() + row * length, length, WHITE);
    batch.targets().set(row, labels.get(index));
  }
}
