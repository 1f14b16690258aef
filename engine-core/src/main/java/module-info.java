/**
 * Tensors, the layer and optimizer interfaces, the kernel SPI with its scalar reference, and the
 * thread team.
 */
module dev.javelin.core {
  exports dev.javelin;
  exports dev.javelin.formula;
  exports dev.javelin.kernels;
  exports dev.javelin.layer;
  exports dev.javelin.parallel;
  exports dev.javelin.random;
  exports dev.javelin.tensor;

  uses dev.javelin.kernels.KernelsProvider;
}
