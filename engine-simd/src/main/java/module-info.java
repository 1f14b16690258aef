/// The kernel SPI on the Vector API.
module dev.javelin.simd {
  requires dev.javelin.core;
  requires jdk.incubator.vector;

  provides dev.javelin.kernels.KernelsProvider with
      dev.javelin.simd.VectorProvider;
}
