package dev.javelin.conformance;

import dev.javelin.nn.init.Nonlinearity;
import org.bytedeco.pytorch.kConv1D;
import org.bytedeco.pytorch.kConv2D;
import org.bytedeco.pytorch.kConv3D;
import org.bytedeco.pytorch.kConvTranspose1D;
import org.bytedeco.pytorch.kConvTranspose2D;
import org.bytedeco.pytorch.kConvTranspose3D;
import org.bytedeco.pytorch.kLeakyReLU;
import org.bytedeco.pytorch.kLinear;
import org.bytedeco.pytorch.kReLU;
import org.bytedeco.pytorch.kSigmoid;
import org.bytedeco.pytorch.kTanh;

/** libtorch's names of nonlinearities. */
final class Nonlinearities {
  /** SELU's gain in PyTorch's table; libtorch's C++ API has no SELU there. */
  static final double SELU_GAIN = 3.0 / 4;

  private Nonlinearities() {}

  /** All but SELU. */
  static org.bytedeco.pytorch.Nonlinearity ofLibtorch(Nonlinearity nonlinearity) {
    return switch (nonlinearity) {
      case LINEAR -> new org.bytedeco.pytorch.Nonlinearity(new kLinear());
      case CONV1D -> new org.bytedeco.pytorch.Nonlinearity(new kConv1D());
      case CONV2D -> new org.bytedeco.pytorch.Nonlinearity(new kConv2D());
      case CONV3D -> new org.bytedeco.pytorch.Nonlinearity(new kConv3D());
      case CONV_TRANSPOSE1D -> new org.bytedeco.pytorch.Nonlinearity(new kConvTranspose1D());
      case CONV_TRANSPOSE2D -> new org.bytedeco.pytorch.Nonlinearity(new kConvTranspose2D());
      case CONV_TRANSPOSE3D -> new org.bytedeco.pytorch.Nonlinearity(new kConvTranspose3D());
      case SIGMOID -> new org.bytedeco.pytorch.Nonlinearity(new kSigmoid());
      case TANH -> new org.bytedeco.pytorch.Nonlinearity(new kTanh());
      case RELU -> new org.bytedeco.pytorch.Nonlinearity(new kReLU());
      case LEAKY_RELU -> new org.bytedeco.pytorch.Nonlinearity(new kLeakyReLU());
      case SELU -> throw new IllegalArgumentException("libtorch's C++ API has no gain of SELU");
    };
  }
}
