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
  /**
   * As many bytes as a vector has floats, but there is no vector shorter than 8 bytes: of those, a
   * vector of 4 floats takes the first 4.
   */
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
    int i = 0;
    for (; i <= length - BYTES.length(); i += LANES) {
      Vector<Integer> ints =
          ByteVector.fromArray(BYTES, source, sourceOffset + i)
              .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
      ((FloatVector) ints.convertShape(VectorOperators.I2F, SPECIES, 0))
          .div(divisor)
          .intoArray(target, targetOffset + i);
    }
    for (; i < length; i++) {
      target[targetOffset + i] = (source[sourceOffset + i] & 0xff) / divisor;
    }
  }
}
