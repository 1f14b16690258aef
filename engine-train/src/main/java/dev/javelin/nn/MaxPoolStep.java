package dev.javelin.nn;

import dev.javelin.kernels.ChannelsLast;
import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.MaxPooling;
import dev.javelin.kernels.MaxPoolingShape;
import dev.javelin.kernels.Transposition;
import dev.javelin.layer.Binding;
import dev.javelin.tensor.Shape;

/**
 * Largest numbers of windows, of as many planes at a time as a row of channels last has. Forward
 * keeps the place of each, so that backward need not search.
 */
final class MaxPoolStep extends PoolStep {
  // Of each part.
  private final Worker[] workers;
  private final boolean keepsPlaces;
  // Of every group of planes, or, without backward, of each part's latest.
  private final int[] places;

  /** A part's own memory. */
  private final class Worker {
    private final Transposition transposition;
    private final MaxPooling pooling;
    // The planes of a group, channels last.
    private final float[] inputs;
    private final float[] outputs;

    Worker(Kernels kernels, MaxPoolingShape windows) {
      transposition = kernels.transposition();
      pooling = kernels.maxPooling(windows);
      inputs = windows.image().allocate(1);
      outputs = new float[placesLength()];
    }

    void pool(int count, float[] x, int xAt, float[] y, int yAt, int at) {
      int row = ChannelsLast.ROW_UNIT;
      transposition.run(count, inputSize(), x, xAt, inputSize(), inputs, 0, row);
      pooling.pool(inputs, 0, outputs, 0, places, at);
      transposition.run(outputSize(), count, outputs, 0, row, y, yAt, outputSize());
    }

    void spread(int count, float[] dy, int dyAt, int at, float[] dx, int dxAt) {
      int row = ChannelsLast.ROW_UNIT;
      transposition.run(count, outputSize(), dy, dyAt, outputSize(), outputs, 0, row);
      pooling.spread(outputs, 0, places, at, inputs, 0);
      transposition.run(inputSize(), count, inputs, 0, row, dx, dxAt, inputSize());
    }
  }

  MaxPoolStep(Binding binding, Shape input, PoolOptions options) {
    super(binding, input, options.rows(input), options.columns(input), ChannelsLast.ROW_UNIT);
    MaxPoolingShape windows = MaxPoolWindows.of(options, input, ChannelsLast.ROW_UNIT);
    workers = new Worker[parts()];
    for (int part = 0; part < workers.length; part++) {
      workers[part] = new Worker(binding.engine().kernels(), windows);
    }
    keepsPlaces = binding.training() && binding.inputGradient();
    places = new int[Math.multiplyExact(keepsPlaces ? groups() : parts(), placesLength())];
  }

  private int placesLength() {
    return Math.multiplyExact(outputSize(), ChannelsLast.ROW_UNIT);
  }

  @Override
  void forward(int part, int group, int count, float[] x, int xAt, float[] y, int yAt) {
    workers[part].pool(count, x, xAt, y, yAt, (keepsPlaces ? group : part) * placesLength());
  }

  @Override
  void backward(int part, int group, int count, float[] dy, int dyAt, float[] dx, int dxAt) {
    workers[part].spread(count, dy, dyAt, group * placesLength(), dx, dxAt);
  }
}
