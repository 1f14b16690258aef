package dev.javelin.examples.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;

/** Writes results as JSON. A class of its own, so that the library is loaded only for that. */
final class Json {
  private Json() {}

  /** One line. */
  static String line(Map<String, Object> fields) throws IOException {
    return JSON.std.asString(fields);
  }
}
