package dev.javelin.io;

import dev.javelin.Parameter;
import dev.javelin.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A fingerprint of a model's weights, to compare them to the last bit. */
public final class WeightsDigest {
  private WeightsDigest() {}

  /** SHA-256, in hexadecimal, of all weights in order, as little-endian float32. */
  public static String sha256(List<Parameter> parameters) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    for (Parameter parameter : parameters) {
      Tensor value = parameter.value();
      ByteBuffer bytes =
          ByteBuffer.allocate(value.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(value.array(), value.offset(), value.size());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
