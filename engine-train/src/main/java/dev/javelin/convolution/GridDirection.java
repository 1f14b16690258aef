package dev.javelin.convolution;

import dev.javelin.kernels.Kernels;

/** A convolution by grids. */
final class GridDirection extends Direction {
  private final Geometry geometry;
  private final boolean transposed;

  /**
   * Lays out.
   *
   * @param transposed whether from the narrow side to the wide one, as a transposed convolution
   *     does
   */
  GridDirection(Geometry geometry, boolean transposed) {
    super(
        transposed ? geometry.narrowImage() : geometry.wideImage(),
        transposed ? geometry.wideImage() : geometry.narrowImage(),
        Layout.CHANNELS_FIRST);
    this.geometry = geometry;
    this.transposed = transposed;
  }

  @Override
  public ImageProduct forward(Kernels kernels, Layout outputLayout) {
    boolean last = outputLayout == Layout.CHANNELS_LAST;
    if (last && !transposed && geometry.gathersToChannelsLast()) {
      var gathering = new ChannelsLastGathering(kernels, geometry.channelsLastGathering());
      return product(kernels, geometry.wideGrid(), gathering);
    }
    return super.forward(kernels, outputLayout);
  }

  @Override
  ImageProduct forward(Kernels kernels) {
    return product(kernels, transposed);
  }

  @Override
  ImageProduct backward(Kernels kernels) {
    return product(kernels, !transposed);
  }

  private ImageProduct product(Kernels kernels, boolean toWide) {
    return toWide
        ? product(kernels, geometry.narrowGrid(), new Scattering(kernels, geometry))
        : product(kernels, geometry.wideGrid(), new Gathering(kernels, geometry));
  }

  private ImageProduct product(Kernels kernels, ImageGrid grid, GridProduct product) {
    return new GridImageProduct(grid.copy(kernels), geometry.groups(), grid, product);
  }

  @Override
  public WeightGradient weightGradient(Kernels kernels, Layout gradientLayout, int images) {
    boolean last = gradientLayout == Layout.CHANNELS_LAST;
    return last && !transposed && !geometry.isDepthwise()
        ? GridWeightGradient.last(kernels, geometry, images)::run
        : super.weightGradient(kernels, gradientLayout, images);
  }

  @Override
  WeightGradient weightGradient(Kernels kernels, int images) {
    var gradient = GridWeightGradient.first(kernels, geometry, images);
    return transposed
        ? (n, x, xo, dy, dyo, dw, dwo) -> gradient.run(n, dy, dyo, x, xo, dw, dwo)
        : gradient::run;
  }

  @Override
  public long work() {
    return geometry.work();
  }
}
