package dev.javelin.nn;

import dev.javelin.Parameter;
import dev.javelin.layer.Binding;
import dev.javelin.layer.Step;
import dev.javelin.plan.Groups;
import dev.javelin.tensor.Tensor;

/** A {@link Normalization} and the {@link Affine} after it, if there is one. */
final class NormalizationStep implements Step {
  private final Binding binding;
  private final Normalization normalization;
  private final Affine affine;

  /**
   * Binds.
   *
   * @param weights the groups that share a weight
   * @param weight null for none, and then there is no bias either
   * @param bias null for none
   */
  NormalizationStep(
      Binding binding,
      Normalization normalization,
      Groups weights,
      Parameter weight,
      Parameter bias) {
    this.binding = binding;
    this.normalization = normalization;
    affine =
        weight == null ? null : new Affine(binding, weights, weight, bias, normalization.scratch());
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor normalized = normalization.forward(input);
    return affine == null ? normalized : affine.forward(normalized);
  }

  @Override
  public Tensor backward(Tensor outputGradient) {
    binding.requireTraining();
    if (affine != null) {
      affine.backward(outputGradient);
    }
    return binding.inputGradient() ? normalization.backward(outputGradient) : null;
  }
}
