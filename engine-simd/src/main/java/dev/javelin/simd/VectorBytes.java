package dev.javelin.simd;

import static dev.javelin.simd.VectorSpec.LANES;
import static dev.javelin.simd.VectorSpec.SPECIES;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Unsigned bytes to floats. */
final class VectorBytes {
  /** As many bytes as a vector has floats, but there is no vector shorter than 8 bytes. */
  private static final VectorSpecies<Byte> BYTES =
      LANES == 16 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, SPECIES.vectorShape());

  private VectorBytes() {}

  static void toFloats(
      byte[] source,
      int sourceOffset,
      float[] target,
      int targetOffset,
      int length,
      float divisor) {
    int whole = BYTES.loopBound(length);
    for (int i = 0; i < whole; i += BYTES.length()) {
      ByteVector bytes = ByteVector.fromArray(BYTES, source, sourceOffset + i);
      convert(bytes, 0, divisor).intoArray(target, targetOffset + i);
      if (BYTES.length() > LANES) {
        convert(bytes, 1, divisor).intoArray(target, targetOffset + i + LANES);
      }
    }
    for (int i = whole; i < length; i++) {
      target[targetOffset + i] = (source[sourceOffset + i] & 0xff) / divisor;
    }
  }

  private static FloatVector convert(ByteVector bytes, int part, float divisor) {
    Vector<Integer> ints = bytes.convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, part);
    return ((FloatVector) ints.convertShape(VectorOperators.I2F, SPECIES, 0)).div(divisor);
  }
}
