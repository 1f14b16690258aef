package dev.javelin.simd;

import dev.javelin.kernels.Kernels;
import dev.javelin.kernels.KernelsProvider;

/**
 * Checks whether this JVM runs vector kernels well, before any class is loaded that needs the
 * incubator module.
 */
public final class VectorProvider implements KernelsProvider {
  private static final String MODULE = "jdk.incubator.vector";

  /** For {@link java.util.ServiceLoader}. */
  public VectorProvider() {}

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String obstacle() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return "the Vector API is not in this JVM; add --add-modules " + MODULE;
    }
    String obstacle = obstacleInJvm(property("java.vm.name"), property("java.vm.info"));
    return obstacle.isEmpty() ? obstacleInWidth(VectorSpec.SPECIES.vectorBitSize()) : obstacle;
  }

  /** Without the intrinsics of HotSpot's C2, each vector operation is a call and an allocation. */
  static String obstacleInJvm(String name, String info) {
    if (!name.contains("HotSpot") && !name.contains("OpenJDK")) {
      return "the Vector API is fast on HotSpot only, and this JVM is " + name;
    }
    if (info.contains("interpreted")) {
      return "this JVM interprets, which makes vectors slower than single floats; leave out -Xint";
    }
    if (info.contains("emulated-client")) {
      return "this JVM runs without its optimising compiler C2, which makes vectors slower than"
          + " single floats; leave out -XX:TieredStopAtLevel";
    }
    return "";
  }

  static String obstacleInWidth(int bits) {
    if (bits < 128) {
      return "this JVM has no vectors of 128 bits; leave out -XX:MaxVectorSize";
    }
    if (bits > 512) {
      return "this machine's vectors of " + bits + " bits are too wide; add -XX:MaxVectorSize=64";
    }
    return "";
  }

  private static String property(String key) {
    return System.getProperty(key, "");
  }

  @Override
  public Kernels create() {
    return new VectorKernels();
  }
}
