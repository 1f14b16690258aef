package dev.javelin.convolution;

import dev.javelin.kernels.Convolution;
import dev.javelin.kernels.ConvolutionShape;
import dev.javelin.kernels.Kernels;
import dev.javelin.tensor.Tensor;

/**
 * From the narrow side to the wide one, phase by phase: each is a convolution of its own, by the
 * taps that reach it.
 */
final class Scattering implements GridProduct {
  private final Geometry geometry;
  private final Geometry.Phase[] phases;
  // [phases, groups]; null where no tap reaches the phase.
  private final Convolution[][] convolutions;
  private Tensor bias;

  Scattering(Kernels kernels, Geometry geometry) {
    this.geometry = geometry;
    phases = geometry.scattering().toArray(Geometry.Phase[]::new);
    convolutions = new Convolution[phases.length][];
    for (int i = 0; i < phases.length; i++) {
      ConvolutionShape shape = phases[i].shape();
      if (shape != null) {
        convolutions[i] = new Convolution[geometry.groups()];
        for (int g = 0; g < geometry.groups(); g++) {
          convolutions[i][g] = kernels.convolution(shape);
        }
      }
    }
  }

  @Override
  public int scratchLength() {
    int longest = 0;
    for (Geometry.Phase phase : phases) {
      longest = phase.shape() == null ? longest : Math.max(longest, phase.shape().rowStride());
    }
    return Math.multiplyExact(geometry.wideChannels(), longest);
  }

  @Override
  public void load(Tensor weights, Tensor bias) {
    this.bias = bias;
    int group = geometry.narrowPerGroup() * geometry.weightStride();
    for (Convolution[] ofPhase : convolutions) {
      if (ofPhase != null) {
        for (int g = 0; g < ofPhase.length; g++) {
          ofPhase[g].load(
              weights.array(),
              weights.offset() + g * group,
              bias == null ? null : bias.array(),
              bias == null ? 0 : bias.offset() + g * geometry.widePerGroup());
        }
      }
    }
  }

  @Override
  public void run(float[] grid, float[] scratch, float[] image, int imageOffset) {
    for (int i = 0; i < phases.length; i++) {
      if (convolutions[i] == null) {
        fillWithBias(phases[i].patch(), image, imageOffset);
      } else {
        runPhase(i, grid, scratch, image, imageOffset);
      }
    }
  }

  private void runPhase(int i, float[] grid, float[] scratch, float[] image, int imageOffset) {
    int stride = phases[i].shape().rowStride();
    int inputs = geometry.narrowPerGroup() * geometry.narrowPlane();
    int results = geometry.widePerGroup() * stride;
    for (int g = 0; g < geometry.groups(); g++) {
      convolutions[i][g].run(grid, g * inputs, scratch, g * results);
    }
    phases[i].patch().toImage(geometry.wideChannels(), scratch, 0, stride, image, imageOffset);
  }

  private void fillWithBias(Patch patch, float[] image, int imageOffset) {
    for (int c = 0; c < geometry.wideChannels(); c++) {
      float value = bias == null ? 0 : bias.array()[bias.offset() + c];
      patch.fill(c, value, image, imageOffset);
    }
  }
}
