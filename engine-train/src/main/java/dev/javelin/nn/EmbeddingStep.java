package dev.javelin.nn;

import dev.javelin.Parameter;
import dev.javelin.SparseGradient;
import dev.javelin.layer.Binding;
import dev.javelin.layer.ShapeMismatchException;
import dev.javelin.layer.Step;
import dev.javelin.parallel.PartTask;
import dev.javelin.parallel.Ranges;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;

/**
 * An {@link Embedding}, bound. Forward copies rows, each thread some of the positions. Backward
 * adds the rows of dy to those of the gradient in the order of positions, each thread some of the
 * columns, so that a sum is never split.
 */
final class EmbeddingStep implements Step {
  private final Embedding embedding;
  private final Binding binding;
  private final Shape inputShape;
  private final Parameter weight;
  private final int dim;
  private final int[] indices;
  // Where in the gradient each position's row starts, -1 for the padding.
  private final int[] targets;
  private final Tensor denseGradient;
  private final Tensor output;
  private final int rowParts;
  private final int columnParts;
  private final PartTask forwardTask = this::forwardPart;
  private final PartTask backwardTask = this::backwardPart;
  private float[] dy;
  private int dyOffset;
  private float[] sums;

  EmbeddingStep(Embedding embedding, Shape inputShape, Binding binding) {
    this.embedding = embedding;
    this.binding = binding;
    this.inputShape = inputShape;
    weight = embedding.weight();
    dim = embedding.dim();
    indices = new int[inputShape.size()];
    targets = new int[binding.training() ? indices.length : 0];
    denseGradient = binding.training() && !weight.isSparse() ? weight.gradientBuffer() : null;
    output = Tensor.zeros(embedding.outputShape(inputShape));
    int parts = binding.engine().parts(output.size());
    rowParts = Math.min(parts, indices.length);
    columnParts = Math.min(parts, Math.ceilDiv(dim, Ranges.CACHE_LINE));
    dy = output.array();
    sums = dy;
  }

  @Override
  public Tensor forward(Tensor input) {
    if (!input.shape().equals(inputShape)) {
      throw new ShapeMismatchException(embedding.toString(), inputShape.toString(), input.shape());
    }
    for (int i = 0; i < indices.length; i++) {
      float index = input.get(i);
      if (!(index >= 0 && index < embedding.numEmbeddings()) || index != (int) index) {
        throw new IllegalArgumentException(
            "%s expects indices from 0 to %d, but number %d is %s"
                .formatted(embedding, embedding.numEmbeddings() - 1, i, index));
      }
      indices[i] = (int) index;
    }
    binding.engine().run(forwardTask, rowParts);
    return output;
  }

  private void forwardPart(int part) {
    float[] table = weight.value().array();
    int end = Ranges.start(indices.length, rowParts, part + 1, 1);
    for (int i = Ranges.start(indices.length, rowParts, part, 1); i < end; i++) {
      int row = weight.value().offset() + indices[i] * dim;
      System.arraycopy(table, row, output.array(), i * dim, dim);
    }
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    dy = outputGradient.array();
    dyOffset = outputGradient.offset();
    boolean accumulate = weight.beginGradient();
    if (weight.isSparse()) {
      toSparse(weight.sparseGradient(), accumulate);
    } else {
      toDense(accumulate);
    }
    binding.engine().run(backwardTask, columnParts);
    return null;
  }

  private void toSparse(SparseGradient gradient, boolean accumulate) {
    if (!accumulate) {
      gradient.clear();
    }
    for (int i = 0; i < indices.length; i++) {
      boolean padding = embedding.isPadding(indices[i]);
      targets[i] = padding ? -1 : gradient.place(indices[i]) * dim;
    }
    sums = gradient.values();
  }

  private void toDense(boolean accumulate) {
    sums = denseGradient.array();
    if (!accumulate) {
      Arrays.fill(sums, 0f);
    }
    for (int i = 0; i < indices.length; i++) {
      boolean padding = embedding.isPadding(indices[i]);
      targets[i] = padding ? -1 : indices[i] * dim;
    }
  }

  private void backwardPart(int part) {
    int first = Ranges.start(dim, columnParts, part, Ranges.CACHE_LINE);
    int end = Ranges.start(dim, columnParts, part + 1, Ranges.CACHE_LINE);
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] >= 0) {
        int from = dyOffset + i * dim;
        for (int j = first; j < end; j++) {
          sums[targets[i] + j] += dy[from + j];
        }
      }
    }
  }
}
