package dev.javelin.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The convolutions asked of every contender. */
@State(Scope.Benchmark)
public class ConvShapes {
  /**
   * The layers of the lesson's networks at its batch size; 3 x 3 as in residual networks; 5 x 5; 1
   * x 1; stride 2; depthwise.
   */
  @Param({
    "100x1x28x28-32-k3s1p1g1",
    "100x32x14x14-64-k3s1p1g1",
    "100x64x7x7-128-k3s1p1g1",
    "4x3x56x56-64-k3s1p1g1",
    "16x16x28x28-16-k3s1p1g1",
    "16x32x28x28-32-k3s1p1g1",
    "4x64x56x56-64-k3s1p1g1",
    "16x64x14x14-64-k3s1p1g1",
    "16x128x14x14-128-k3s1p1g1",
    "16x256x7x7-256-k3s1p1g1",
    "16x6x28x28-16-k5s1p2g1",
    "16x32x14x14-64-k5s1p2g1",
    "4x64x28x28-64-k5s1p2g1",
    "4x64x56x56-64-k1s1p0g1",
    "16x256x14x14-64-k1s1p0g1",
    "16x64x28x28-128-k1s2p0g1",
    "16x32x28x28-64-k3s2p1g1",
    "4x64x56x56-128-k3s2p1g1",
    "16x128x14x14-256-k3s2p1g1",
    "8x32x56x56-32-k3s1p1g32",
    "16x64x28x28-64-k3s2p1g64",
    "16x128x14x14-128-k3s1p1g128",
    "16x256x7x7-256-k5s1p2g256"
  })
  public String convolution;
}
