package dev.javelin.nn;

import static dev.javelin.nn.ActivationTail.DZ;
import static dev.javelin.nn.ActivationTail.Y;
import static dev.javelin.nn.ActivationTail.Z;

import dev.javelin.Engine;
import dev.javelin.layer.Binding;
import dev.javelin.plan.PointwiseBlock;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;

/**
 * An activation and a max pooling after a convolution. The results before the pooling are those of
 * a few images only, in memory of each part's own, and so are their gradients, of a chunk. Backward
 * needs the activation's derivative at the maxima alone, which are the output.
 */
final class PoolTail implements ConvolutionTail {
  private final int channels;
  private final int plane;
  private final int outputPlane;
  private final boolean training;
  private final Tensor output;
  // Of each output, its maximum's place in the plane: of all images, or of each part's latest.
  private final int[] places;
  // Of each part.
  private final MaxPooling[] poolings;
  private final Tensor[] results;
  private final float[][] gradients;
  private final boolean poolsFirst;
  private final PointwiseBlock[] forward;
  private final PointwiseBlock[] backward;
  private Tensor dy;

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
    channels = shape.dim(1);
    plane = shape.dim(2) * shape.dim(3);
    outputPlane = output.size() / shape.dim(0) / channels;
    places = new int[(training ? shape.dim(0) : parts) * channels * outputPlane];
    poolings = new MaxPooling[parts];
    results = new Tensor[parts];
    gradients = new float[training ? parts : 0][slots * channels * plane];
    for (int part = 0; part < parts; part++) {
      poolings[part] = MaxPooling.of(pool.options(), shape, engine.kernels());
      results[part] = Tensor.zeros(images * channels * plane);
    }
    // Where f never falls, the largest f(z) is f of the largest z, of which there are fewer. Where
    // it is constant the place may be another, which only ReLU's gradient of 0 does not tell.
    poolsFirst = activation instanceof Activations.ReLU;
    int activated = channels * (poolsFirst ? outputPlane : plane);
    forward = ActivationTail.forward(engine, activation, activated, parts);
    backward =
        ActivationTail.backward(engine, activation, channels * outputPlane, training ? parts : 0);
  }

  @Override
  public Tensor output() {
    return output;
  }

  @Override
  public float[] results(int part) {
    return results[part].array();
  }

  @Override
  public int resultsAt(int image, int slot) {
    return slot * channels * plane;
  }

  @Override
  public void forward(int part, int image, int slot) {
    int start = image * channels * outputPlane;
    int results = resultsAt(image, slot);
    if (poolsFirst) {
      pool(part, results, start);
      activate(part, output, start);
    } else {
      activate(part, this.results[part], results);
      pool(part, results, start);
    }
  }

  private void activate(int part, Tensor z, int start) {
    if (forward.length > 0) {
      forward[part].operand(Z, z, start, 0).operand(Y, z, start, 0).run();
    }
  }

  private void pool(int part, int from, int start) {
    int at = training ? start : part * channels * outputPlane;
    for (int c = 0; c < channels; c++) {
      poolings[part].pool(
          results[part].array(),
          from + c * plane,
          output.array(),
          output.offset() + start + c * outputPlane,
          places,
          at + c * outputPlane);
    }
  }

  @Override
  public void begin(Tensor outputGradient) {
    dy = outputGradient;
  }

  @Override
  public void backward(int part, int image, int slot) {
    int start = image * channels * outputPlane;
    if (backward.length > 0) {
      backward[part].operand(Z, output, start, 0).operand(Y, output, start, 0);
      backward[part].operand(DZ, dy, start, 0).run();
    }
    float[] dz = gradients[part];
    int to = gradientsAt(image, slot);
    for (int c = 0; c < channels; c++) {
      int from = start + c * outputPlane;
      poolings[part].spread(dy.array(), dy.offset() + from, places, from, dz, to + c * plane);
    }
  }

  @Override
  public Tensor outputGradient() {
    return dy;
  }

  @Override
  public float[] gradients(int part) {
    return gradients[part];
  }

  @Override
  public int gradientsAt(int image, int slot) {
    return slot * channels * plane;
  }
}
