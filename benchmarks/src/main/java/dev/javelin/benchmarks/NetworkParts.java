package dev.javelin.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What the lesson's networks are made of. */
final class NetworkParts {
  private NetworkParts() {}

  /** Linear layers of the given widths, with ReLU between them. */
  static List<Part> connected(int... widths) {
    var parts = new ArrayList<Part>();
    for (int i = 0; i + 1 < widths.length; i++) {
      if (i > 0) {
        parts.add(new Part.ReLU());
      }
      parts.add(new Part.Linear(widths[i], widths[i + 1]));
    }
    return parts;
  }

  /** Two convolutions, each with a pooling after it. */
  static List<Part> cnn() {
    var parts = new ArrayList<Part>();
    addConvolution(parts, 1, 32, 0);
    addConvolution(parts, 32, 64, 0);
    parts.add(new Part.Flatten());
    parts.add(new Part.Linear(7 * 7 * 64, 10));
    return parts;
  }

  /** Three convolutions and a hidden layer. */
  static List<Part> deepCnn() {
    var parts = new ArrayList<Part>();
    addConvolution(parts, 1, 32, 0);
    addConvolution(parts, 32, 64, 0);
    addConvolution(parts, 64, 128, 1);
    parts.add(new Part.Flatten());
    parts.addAll(connected(4 * 4 * 128, 625, 10));
    return parts;
  }

  private static void addConvolution(List<Part> parts, int in, int out, int poolPadding) {
    parts.add(new Part.Conv2d(new Convolution(in, out, 3, 1, 1, 1), true));
    parts.add(new Part.ReLU());
    parts.add(new Part.MaxPool2d(2, poolPadding));
  }

  /** A convolution, then two stages of a convolution and a residual block. */
  static List<Part> resnet() {
    var parts = new ArrayList<Part>();
    addNormalized(parts, 1, 16, 1);
    parts.add(new Part.ReLU());
    addStage(parts, 16, 32);
    addStage(parts, 32, 64);
    parts.add(new Part.GlobalAvgPool2d());
    parts.add(new Part.Flatten());
    parts.add(new Part.Linear(64, 10));
    return parts;
  }

  private static void addStage(List<Part> parts, int in, int out) {
    addNormalized(parts, in, out, 2);
    parts.add(new Part.ReLU());
    addBlock(parts, out);
  }

  private static void addBlock(List<Part> parts, int channels) {
    var f = new ArrayList<Part>();
    addNormalized(f, channels, channels, 1);
    f.add(new Part.ReLU());
    addNormalized(f, channels, channels, 1);
    parts.add(new Part.Residual(new Part.Sequential(List.copyOf(f))));
    parts.add(new Part.ReLU());
  }

  private static void addNormalized(List<Part> parts, int in, int out, int stride) {
    parts.add(new Part.Conv2d(new Convolution(in, out, 3, stride, 1, 1), false));
    parts.add(new Part.BatchNorm2d(out));
  }
}
