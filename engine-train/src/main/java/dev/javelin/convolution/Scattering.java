package dev.javelin.convolution;

import dev.javelin.kernels.Convolution;
import dev.javelin.kernels.ConvolutionShape;
import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.RowCopy;
import dev.javelin.tensor.Tensor;
import java.util.Arrays;
import java.util.Objects;

/**
 * From the narrow side to the wide one, phase by phase: each is a convolution of its own, by the
 * taps that reach it.
 */
final class Scattering implements GridProduct {
  private final Geometry geometry;
  private final RowCopy copy;
  private final Geometry.Phase[] phases;
  // [phases, groups]; null where no tap reaches the phase.
  private final Convolution[][] convolutions;
  private final int scratchOfConvolutions;
  // Whether there are phases that no tap reaches.
  private final boolean unreached;
  private Tensor bias;

  Scattering(Kernels kernels, Geometry geometry) {
    this.geometry = geometry;
    phases = geometry.scattering().toArray(Geometry.Phase[]::new);
    copy = kernels.rowCopy(1, phases[0].patch().columns().step());
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
    unreached = Arrays.stream(convolutions).anyMatch(Objects::isNull);
    scratchOfConvolutions = longestScratch();
  }

  @Override
  public int scratchLength() {
    return Math.addExact(scratchOfConvolutions, scratchOfResults());
  }

  private int longestScratch() {
    return Arrays.stream(convolutions)
        .filter(Objects::nonNull)
        .mapToInt(ofPhase -> ofPhase[0].scratchLength())
        .max()
        .orElse(0);
  }

  /** What phases give before it is spread over the image. */
  private int scratchOfResults() {
    int longest = 0;
    for (Geometry.Phase phase : phases) {
      if (phase.shape() != null && !phase.patch().isWhole()) {
        longest = Math.max(longest, phase.shape().results());
      }
    }
    return Math.multiplyExact(geometry.widePerGroup(), longest);
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
  public void run(int group, float[] grid, float[] scratch, float[] image, int imageOffset) {
    int channels = geometry.widePerGroup();
    int length = phases[0].patch().channelLength();
    int to = imageOffset + group * channels * length;
    if (unreached) {
      fillWithBias(group * channels, length, image, to);
    }
    for (int i = 0; i < phases.length; i++) {
      if (convolutions[i] == null) {
        continue;
      }
      Patch patch = phases[i].patch();
      boolean whole = patch.isWhole();
      float[] results = whole ? image : scratch;
      int at = whole ? to : scratchOfConvolutions;
      convolutions[i][group].run(grid, 0, results, at, scratch);
      if (!whole) {
        patch.toImage(copy, channels, scratch, at, phases[i].shape().results(), image, to);
      }
    }
  }

  /** All numbers of the channels, though some will be overwritten: without steps it is quick. */
  private void fillWithBias(int firstChannel, int length, float[] image, int to) {
    for (int c = 0; c < geometry.widePerGroup(); c++) {
      float value = bias == null ? 0 : bias.array()[bias.offset() + firstChannel + c];
      Arrays.fill(image, to + c * length, to + (c + 1) * length, value);
    }
  }
}
