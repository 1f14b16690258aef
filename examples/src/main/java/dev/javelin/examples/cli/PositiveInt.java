package dev.javelin.examples.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number of 1 or more. */
final class PositiveInt implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same message as for a number out of range.
    }
    throw new TypeConversionException(
        "'%s' is not a whole number from 1 to %d".formatted(text, Integer.MAX_VALUE));
  }
}
