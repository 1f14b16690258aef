package dev.javelin.nn;

import dev.javelin.layer.Binding;
import dev.javelin.tensor.Shape;

/**
 * Largest numbers of windows. Forward keeps the place of each, so that backward need not search.
 */
final class MaxPoolStep extends PoolStep {
  private final MaxPoolWindows windows;
  private final boolean keepsPlaces;
  // In the plane, of each output of every plane, or, without backward, of each part's latest plane.
  private final int[] places;

  MaxPoolStep(Binding binding, Shape input, PoolOptions options) {
    super(binding, input, options.rows(input), options.columns(input));
    windows = new MaxPoolWindows(options, input, binding.engine().kernels().reductions());
    keepsPlaces = binding.training() && binding.inputGradient();
    int planes = input.dim(0) * input.dim(1);
    places = new int[(keepsPlaces ? planes : parts()) * outputSize()];
  }

  @Override
  void forward(int part, int plane, float[] x, int xAt, float[] y, int yAt) {
    int at = (keepsPlaces ? plane : part) * outputSize();
    windows.pool(x, xAt, y, yAt, places, at);
  }

  @Override
  void backward(int plane, float[] dy, int dyAt, float[] dx, int dxAt) {
    int at = plane * outputSize();
    for (int i = 0; i < outputSize(); i++) {
      dx[dxAt + places[at + i]] += dy[dyAt + i];
    }
  }
}
