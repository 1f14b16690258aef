package dev.javelin.nn;

import dev.javelin.Initializer;
import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Layer;
import dev.javelin.layer.Step;
import dev.javelin.nn.init.Initializers;
import dev.javelin.random.Seed;
import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A row of a table for each index: input {@code [*]} of whole numbers, output {@code [*, dim]},
 * weight {@code [numEmbeddings, dim]}.
 *
 * <p>With sparse gradients backward touches only the rows that the batch names; that weight needs
 * {@link dev.javelin.optim.SparseAdam}.
 */
public final class Embedding implements Layer {
  /** Whole numbers above are not exact in float32. */
  private static final int MOST_EMBEDDINGS = 1 << 24;

  private final int numEmbeddings;
  private final int dim;
  private final int paddingIdx;
  private final Parameter weight;

  /** With PyTorch's first weights, normal(0, 1), and dense gradients. */
  public Embedding(int numEmbeddings, int dim, Seed seed) {
    this(numEmbeddings, dim, OptionalInt.empty(), false, seed, Initializers.normal());
  }

  /**
   * With all options.
   *
   * @param paddingIdx an index whose row starts as zeros and does not learn; negative ones count
   *     from the end
   * @param sparse whether the weight's gradient is sparse
   * @throws IllegalArgumentException if a size is below 1 or above 2^24, or the padding is not a
   *     row
   */
  public Embedding(
      int numEmbeddings,
      int dim,
      OptionalInt paddingIdx,
      boolean sparse,
      Seed seed,
      Initializer weightInit) {
    this.numEmbeddings = numEmbeddings;
    this.dim = dim;
    if (numEmbeddings < 1 || numEmbeddings > MOST_EMBEDDINGS || dim < 1) {
      throw new IllegalArgumentException(this + " needs 1 to 2^24 rows, of 1 number or more");
    }
    int padding = paddingIdx.orElse(numEmbeddings);
    if (paddingIdx.isPresent() && (padding < -numEmbeddings || padding >= numEmbeddings)) {
      throw new IllegalArgumentException(this + " has no row " + padding + " for padding");
    }
    this.paddingIdx = padding < 0 ? padding + numEmbeddings : padding;
    Tensor table = Tensor.zeros(numEmbeddings, dim);
    weightInit.fill(table, seed.nextStream());
    if (paddingIdx.isPresent()) {
      Arrays.fill(table.array(), this.paddingIdx * dim, (this.paddingIdx + 1) * dim, 0f);
    }
    weight = sparse ? Parameter.sparse("weight", table) : new Parameter("weight", table);
  }

  /** With sparse gradients. */
  public static Embedding sparse(int numEmbeddings, int dim, Seed seed) {
    return new Embedding(
        numEmbeddings, dim, OptionalInt.empty(), true, seed, Initializers.normal());
  }

  /** The table, {@code [numEmbeddings, dim]}. */
  public Parameter weight() {
    return weight;
  }

  /** Whether an index is that of the padding. */
  boolean isPadding(int index) {
    return index == paddingIdx;
  }

  int numEmbeddings() {
    return numEmbeddings;
  }

  int dim() {
    return dim;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight);
  }

  @Override
  public Shape outputShape(Shape input) {
    int[] dims = Arrays.copyOf(input.toArray(), input.rank() + 1);
    dims[input.rank()] = dim;
    return Shape.of(dims);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the binding asks for the gradient of the indices
   */
  @Override
  public Step bind(Shape input, Binding binding) {
    if (binding.training() && binding.inputGradient()) {
      throw new IllegalArgumentException(
          this + " takes indices, which have no gradient: no layer before it can learn");
    }
    return new EmbeddingStep(this, input, binding);
  }

  @Override
  public String toString() {
    return "Embedding(" + numEmbeddings + ", " + dim + ")";
  }
}
