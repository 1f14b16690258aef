package dev.javelin.convolution;

import dev.javelin.kernels.ChannelsLast;
import dev.javelin.kernels.ChannelsLastConvolutionShape;
import dev.javelin.kernels.ConvolutionGradientShape;
import dev.javelin.kernels.ConvolutionShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The grids of a convolution and where in them its terms stand. Weights are {@code [narrow, wide /
 * groups, kernel height, kernel width]}: a convolution's, which goes from the wide side to the
 * narrow one, and a transposed convolution's, which goes back.
 */
final class Geometry {
  private final int groups;
  private final int wideChannels;
  private final int narrowChannels;
  private final GridAxis y;
  private final GridAxis x;
  private final int pitch;
  private final int[] usedRows;
  private final int[] usedColumns;
  private final int widePlane;
  private final int wideChannelStride;
  private final int narrowPlane;
  private final ConvolutionShape gathering;
  private final List<Phase> phases;
  private final ImageGrid wideGrid;
  private final ImageGrid narrowGrid;

  /**
   * A phase of the wide side.
   *
   * @param patch where its results go in an image
   * @param shape null if no tap reaches it
   */
  record Phase(Patch patch, ConvolutionShape shape) {}

  /**
   * Lays out.
   *
   * @throws ArithmeticException if a grid would be longer than an array
   */
  Geometry(int groups, int wideChannels, int narrowChannels, GridAxis y, GridAxis x) {
    this.groups = groups;
    this.wideChannels = wideChannels;
    this.narrowChannels = narrowChannels;
    this.y = y;
    this.x = x;
    pitch = x.pitch();
    usedRows = y.usedPhases();
    usedColumns = x.usedPhases();
    widePlane = Math.multiplyExact(y.paddedLength(), pitch);
    wideChannelStride = Math.multiplyExact(usedRows.length * usedColumns.length, widePlane);
    narrowPlane = Math.multiplyExact(y.narrowLength(), pitch);
    gathering = layOutGathering();
    phases = phases();
    wideGrid = layOutWide();
    narrowGrid = layOutNarrow();
  }

  int groups() {
    return groups;
  }

  int narrowPerGroup() {
    return narrowChannels / groups;
  }

  int widePerGroup() {
    return wideChannels / groups;
  }

  /** Floats from one channel of the wide side to the next. */
  int wideChannelStride() {
    return wideChannelStride;
  }

  /** The weights of a narrow channel. */
  int weightStride() {
    return widePerGroup() * taps();
  }

  private int taps() {
    return y.window().kernel() * x.window().kernel();
  }

  /** The number of a phase's plane among those of a channel: those that a tap stands on. */
  private int plane(int phaseY, int phaseX) {
    int row = Arrays.binarySearch(usedRows, phaseY);
    return row * usedColumns.length + Arrays.binarySearch(usedColumns, phaseX);
  }

  /** From the wide side to the narrow one, for a group: terms are channels, then taps. */
  ConvolutionShape gathering() {
    return gathering;
  }

  private ConvolutionShape layOutGathering() {
    int[] inputs = new int[weightStride()];
    int[] weights = new int[weightStride()];
    int term = 0;
    for (int c = 0; c < widePerGroup(); c++) {
      for (int i = 0; i < y.window().kernel(); i++) {
        for (int j = 0; j < x.window().kernel(); j++) {
          int plane = plane(y.phase(i), x.phase(j));
          inputs[term] =
              c * wideChannelStride() + plane * widePlane + y.shift(i) * pitch + x.shift(j);
          weights[term] = term;
          term++;
        }
      }
    }
    return new ConvolutionShape(
        narrowPerGroup(),
        y.outputs(),
        x.outputs(),
        pitch,
        Math.multiplyExact(y.outputs(), x.outputs()),
        inputs,
        weights,
        weightStride());
  }

  /** Whether every channel is a group, so that all of their gradients are computed as one. */
  boolean isDepthwise() {
    return groups > 1 && wideChannels == groups && narrowChannels == groups;
  }

  /**
   * Whether there is a {@link #channelsLastGathering}: for one group and rows that are not short.
   */
  boolean gathersToChannelsLast() {
    return groups == 1 && x.outputs() >= ChannelsLastConvolutionShape.LEAST_RUN;
  }

  /** {@link #gathering} with channels last. */
  ChannelsLastConvolutionShape channelsLastGathering() {
    return new ChannelsLastConvolutionShape(
        narrowImage(), x.outputs(), pitch, gathering.inputOffsets(), weightStride());
  }

  /** The weights' gradient of a group, or of all if depthwise: of the narrow side as it is. */
  ConvolutionGradientShape gradient() {
    return gradient(y.outputs() * x.outputs(), 1);
  }

  /** The weights' gradient of a group that is not depthwise: of the narrow side, channels last. */
  ConvolutionGradientShape channelsLastGradient() {
    return gradient(1, narrowImage().stride());
  }

  /** The terms of {@link #gathering} at every output. */
  private ConvolutionGradientShape gradient(int rowStride, int placeStride) {
    int[] places = new int[y.outputs() * x.outputs()];
    for (int i = 0; i < places.length; i++) {
      places[i] = i / x.outputs() * pitch + i % x.outputs();
    }
    return new ConvolutionGradientShape(
        isDepthwise() ? groups : narrowPerGroup(),
        rowStride,
        placeStride,
        isDepthwise() ? wideChannelStride() : 0,
        places,
        gathering.inputOffsets());
  }

  /** The wide side's images. */
  ChannelsLast wideImage() {
    return new ChannelsLast(wideChannels, Math.multiplyExact(y.length(), x.length()));
  }

  /** The narrow side's. */
  ChannelsLast narrowImage() {
    return new ChannelsLast(narrowChannels, Math.multiplyExact(y.outputs(), x.outputs()));
  }

  /** From the narrow side to each phase of the wide one that has a number. */
  List<Phase> scattering() {
    return phases;
  }

  private List<Phase> phases() {
    var found = new ArrayList<Phase>();
    for (int phaseY : y.filledPhases()) {
      for (int phaseX : x.filledPhases()) {
        Span columns = x.wide(phaseX);
        var patch = new Patch(y.length(), x.length(), columns.count(), y.wide(phaseY), columns);
        found.add(new Phase(patch, scattering(phaseY, phaseX)));
      }
    }
    return List.copyOf(found);
  }

  /** For a group: terms are channels, then the taps that reach the phase. */
  private ConvolutionShape scattering(int phaseY, int phaseX) {
    var inputs = new ArrayList<Integer>();
    var weights = new ArrayList<Integer>();
    for (int c = 0; c < narrowPerGroup(); c++) {
      for (int i = 0; i < y.window().kernel(); i++) {
        for (int j = 0; j < x.window().kernel(); j++) {
          if (y.phase(i) == phaseY && x.phase(j) == phaseX) {
            inputs.add(c * narrowPlane + y.narrowStart(i) * pitch + x.narrowStart(j));
            weights.add(c * weightStride() + i * x.window().kernel() + j);
          }
        }
      }
    }
    if (inputs.isEmpty()) {
      return null;
    }
    int rows = y.wide(phaseY).count();
    int columns = x.wide(phaseX).count();
    return new ConvolutionShape(
        widePerGroup(),
        rows,
        columns,
        pitch,
        Math.multiplyExact(rows, columns),
        toArray(inputs),
        toArray(weights),
        taps());
  }

  private static int[] toArray(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The grid of a group of the wide side. */
  ImageGrid wideGrid() {
    return wideGrid;
  }

  private ImageGrid layOutWide() {
    var planes = new ArrayList<Patch>();
    for (int phaseY : usedRows) {
      for (int phaseX : usedColumns) {
        planes.add(new Patch(y.length(), x.length(), pitch, y.padded(phaseY), x.padded(phaseX)));
      }
    }
    int group = Math.multiplyExact(widePerGroup(), Math.multiplyExact(y.length(), x.length()));
    return new ImageGrid(widePerGroup(), group, widePlane, planes, gathering.reach() + 1);
  }

  /** The grid of a group of the narrow side. */
  ImageGrid narrowGrid() {
    return narrowGrid;
  }

  private ImageGrid layOutNarrow() {
    int end =
        phases.stream()
            .filter(phase -> phase.shape() != null)
            .mapToInt(phase -> phase.shape().reach() + 1)
            .max()
            .orElse(0);
    int group = Math.multiplyExact(narrowPerGroup(), gathering.rowStride());
    var patch = new Patch(y.outputs(), x.outputs(), pitch, y.narrow(), x.narrow());
    return new ImageGrid(narrowPerGroup(), group, narrowPlane, List.of(patch), end);
  }

  /** The multiply-adds of an image, in any direction. */
  long work() {
    return (long) narrowChannels * weightStride() * y.outputs() * x.outputs();
  }
}
