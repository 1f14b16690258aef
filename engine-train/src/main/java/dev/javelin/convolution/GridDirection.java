package dev.javelin.convolution;

import dev.javelin.kernels.Kernels;

/**
 * A convolution by grids.
 *
 * @param transposed whether from the narrow side to the wide one, as a transposed convolution does
 */
record GridDirection(Geometry geometry, boolean transposed) implements Direction {
  @Override
  public ImageProduct forward(Kernels kernels) {
    return product(kernels, transposed);
  }

  @Override
  public ImageProduct backward(Kernels kernels) {
    return product(kernels, !transposed);
  }

  private ImageProduct product(Kernels kernels, boolean toWide) {
    return toWide
        ? new GridImageProduct(geometry.narrowGrid(), new Scattering(kernels, geometry))
        : new GridImageProduct(geometry.wideGrid(), new Gathering(kernels, geometry));
  }

  @Override
  public WeightGradient weightGradient(Kernels kernels, int images) {
    var gradient = new GridWeightGradient(kernels, geometry, images);
    return transposed
        ? (n, x, xo, dy, dyo, dw, dwo) -> gradient.run(n, dy, dyo, x, xo, dw, dwo)
        : gradient::run;
  }

  @Override
  public long work() {
    return geometry.work();
  }
}
