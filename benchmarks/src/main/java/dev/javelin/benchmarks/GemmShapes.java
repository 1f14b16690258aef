package dev.javelin.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The products asked of every contender. Of a layer from {@code in} to {@code out} at batch b:
 * forward is b x out x in, NT; the weight's gradient out x in x b, TN; the input's gradient b x in
 * x out, NN.
 */
@State(Scope.Benchmark)
public class GemmShapes {
  /** Squares, then the lesson's layers at batch 1, 32, 100, 256 and 1024. */
  @Param({
    "64x64x64-NN",
    "128x128x128-NN",
    "256x256x256-NN",
    "512x512x512-NN",
    "1024x1024x1024-NN",
    "2048x2048x2048-NN",
    "4096x4096x4096-NN",
    "1x256x784-NT",
    "32x256x784-NT",
    "100x256x784-NT",
    "256x256x784-NT",
    "1024x256x784-NT",
    "1x256x256-NT",
    "32x256x256-NT",
    "100x256x256-NT",
    "256x256x256-NT",
    "1024x256x256-NT",
    "1x10x256-NT",
    "32x10x256-NT",
    "100x10x256-NT",
    "256x10x256-NT",
    "1024x10x256-NT",
    "1x512x512-NT",
    "32x512x512-NT",
    "100x512x512-NT",
    "256x512x512-NT",
    "1024x512x512-NT",
    "256x784x1-TN",
    "256x784x32-TN",
    "256x784x100-TN",
    "256x784x256-TN",
    "256x784x1024-TN",
    "256x256x1-TN",
    "256x256x32-TN",
    "256x256x100-TN",
    "256x256x256-TN",
    "256x256x1024-TN",
    "10x256x1-TN",
    "10x256x32-TN",
    "10x256x100-TN",
    "10x256x256-TN",
    "10x256x1024-TN",
    "512x512x1-TN",
    "512x512x32-TN",
    "512x512x100-TN",
    "512x512x256-TN",
    "512x512x1024-TN",
    "1x256x256-NN",
    "32x256x256-NN",
    "100x256x256-NN",
    "1024x256x256-NN",
    "1x256x10-NN",
    "32x256x10-NN",
    "100x256x10-NN",
    "256x256x10-NN",
    "1024x256x10-NN",
    "1x512x512-NN",
    "32x512x512-NN",
    "100x512x512-NN",
    "256x512x512-NN",
    "1024x512x512-NN"
  })
  public String shape;
}
