package dev.javelin.nn;

import static dev.javelin.nn.ActivationTail.DZ;
import static dev.javelin.nn.ActivationTail.Y;
import static dev.javelin.nn.ActivationTail.Z;

import dev.javelin.Engine;
import dev.javelin.convolution.Layout;
import dev.javelin.kernels.ChannelsLast;
import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.MaxPooling;
import dev.javelin.kernels.MaxPoolingShape;
import dev.javelin.kernels.Transposition;
import dev.javelin.layer.Binding;
import dev.javelin.plan.PointwiseBlock;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * An activation and a max pooling after a convolution. The results before the pooling are those of
 * a few images only, in memory of each part's own, and so are their gradients, of a chunk; both
 * have their channels last, in which order a pooling is fastest. Backward needs the activation's
 * derivative at the maxima alone, which are the output.
 */
final class PoolTail implements ConvolutionTail {
  private final ChannelsLast image;
  private final int windows;
  private final int outputLength;
  private final boolean training;
  private final Tensor output;
  // Of each output, its maximum's place, channels last: of all images, or of each part's latest.
  private final int[] places;
  private final Part[] parts;
  private final boolean poolsFirst;
  private final PointwiseBlock[] forward;
  private final PointwiseBlock[] backward;
  private Tensor dy;

  /** A part's own memory, all of channels last. */
  private static final class Part {
    final MaxPooling pooling;
    final Transposition transposition;
    final Tensor results;
    final float[] pooled;
    final float[] gradients;

    Part(Kernels kernels, MaxPoolingShape shape, int images, int slots) {
      pooling = kernels.maxPooling(shape);
      transposition = kernels.transposition();
      results = Tensor.zeros(shape.image().allocate(images).length);
      pooled = new float[Math.multiplyExact(shape.windows(), shape.image().stride())];
      gradients = shape.image().allocate(slots);
    }
  }

  /**
   * Binds.
   *
   * @param activation whose derivative does not need its input
   * @param shape of the results
   * @param images that are convolved together
   * @param slots the most images of a chunk
   */
  PoolTail(
      Binding binding,
      Activation activation,
      MaxPool2d pool,
      Shape shape,
      int parts,
      int images,
      int slots) {
    Engine engine = binding.engine();
    training = binding.training();
    output = Tensor.zeros(pool.outputShape(shape));
    dy = output;
    outputLength = output.size() / shape.dim(0);
    MaxPoolingShape windowsOfAll = MaxPoolWindows.of(pool.options(), shape, shape.dim(1));
    image = windowsOfAll.image();
    windows = windowsOfAll.windows();
    places = new int[Math.multiplyExact(training ? shape.dim(0) : parts, placesLength())];
    this.parts = new Part[parts];
    for (int part = 0; part < parts; part++) {
      this.parts[part] = new Part(engine.kernels(), windowsOfAll, images, training ? slots : 0);
    }
    // Where f never falls, the largest f(z) is f of the largest z, of which there are fewer. Where
    // it is constant the place may be another, which only ReLU's gradient of 0 does not tell.
    poolsFirst = activation instanceof Activations.ReLU;
    int activated = poolsFirst ? outputLength : image.imageLength();
    forward = ActivationTail.forward(engine, activation, activated, parts);
    backward = ActivationTail.backward(engine, activation, outputLength, training ? parts : 0);
  }

  private int placesLength() {
    return Math.multiplyExact(windows, image.stride());
  }

  @Override
  public Layout layout() {
    return Layout.CHANNELS_LAST;
  }

  @Override
  public Tensor output() {
    return output;
  }

  @Override
  public float[] results(int part) {
    return parts[part].results.array();
  }

  @Override
  public int resultsAt(int image, int slot) {
    return slot * this.image.imageLength();
  }

  @Override
  public void forward(int part, int image, int slot) {
    int results = resultsAt(image, slot);
    if (poolsFirst) {
      pool(part, image, results);
      activate(part, output, image * outputLength);
    } else {
      activate(part, parts[part].results, results);
      pool(part, image, results);
    }
  }

  private void activate(int part, Tensor z, int start) {
    if (forward.length > 0) {
      forward[part].operand(Z, z, start, 0).operand(Y, z, start, 0).run();
    }
  }

  private void pool(int part, int image, int results) {
    Part own = parts[part];
    int at = (training ? image : part) * placesLength();
    own.pooling.pool(own.results.array(), results, own.pooled, 0, places, at);
    own.transposition.run(
        windows,
        this.image.channels(),
        own.pooled,
        0,
        this.image.stride(),
        output.array(),
        image * outputLength,
        windows);
  }

  @Override
  public void begin(Tensor outputGradient) {
    dy = outputGradient;
  }

  @Override
  public void backward(int part, int image, int slot) {
    int start = image * outputLength;
    if (backward.length > 0) {
      backward[part].operand(Z, output, start, 0).operand(Y, output, start, 0);
      backward[part].operand(DZ, dy, start, 0).run();
    }
    Part own = parts[part];
    own.transposition.run(
        this.image.channels(),
        windows,
        dy.array(),
        dy.offset() + start,
        windows,
        own.pooled,
        0,
        this.image.stride());
    int at = image * placesLength();
    own.pooling.spread(own.pooled, 0, places, at, own.gradients, gradientsAt(image, slot));
  }

  @Override
  public Tensor outputGradient() {
    return dy;
  }

  @Override
  public float[] gradients(int part) {
    return parts[part].gradients;
  }

  @Override
  public int gradientsAt(int image, int slot) {
    return slot * this.image.imageLength();
  }
}
