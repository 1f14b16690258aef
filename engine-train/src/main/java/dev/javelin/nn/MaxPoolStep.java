package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.tensor.Shape;

/**
 * Largest numbers of windows. Forward keeps the place of each, so that backward need not search.
 */
final class MaxPoolStep extends PoolStep {
  // Of each part.
  private final MaxPooling[] poolings;
  private final boolean keepsPlaces;
  // In the plane, of each output of every plane, or, without backward, of each part's latest plane.
  private final int[] places;

  MaxPoolStep(Binding binding, Shape input, PoolOptions options) {
    super(binding, input, options.rows(input), options.columns(input));
    poolings = new MaxPooling[parts()];
    for (int part = 0; part < poolings.length; part++) {
      poolings[part] = MaxPooling.of(options, input, binding.engine().kernels());
    }
    keepsPlaces = binding.training() && binding.inputGradient();
    int planes = input.dim(0) * input.dim(1);
    places = new int[(keepsPlaces ? planes : parts()) * outputSize()];
  }

  @Override
  void forward(int part, int plane, float[] x, int xAt, float[] y, int yAt) {
    int at = (keepsPlaces ? plane : part) * outputSize();
    poolings[part].pool(x, xAt, y, yAt, places, at);
  }

  @Override
  void backward(int part, int plane, float[] dy, int dyAt, float[] dx, int dxAt) {
    poolings[part].spread(dy, dyAt, places, plane * outputSize(), dx, dxAt);
  }
}
