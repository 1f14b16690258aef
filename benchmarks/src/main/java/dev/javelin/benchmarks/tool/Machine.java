package dev.javelin.benchmarks.tool;

import dev.javelin.kernels.KernelsLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where and when a run was made.
 *
 * @param date in UTC
 * @param processor its model
 * @param processors how many the JVM sees
 * @param system operating system and architecture
 * @param jdk vendor and version
 * @param kernels Javelin's, with the vector width
 */
record Machine(
    String date, String processor, String processors, String system, String jdk, String kernels) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** This machine, now. */
  static Machine here() throws IOException {
    return new Machine(
        LocalDate.now(ZoneOffset.UTC).toString(),
        processorName(),
        Integer.toString(Runtime.getRuntime().availableProcessors()),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vendor.version") + " (" + Runtime.version() + ")",
        KernelsLookup.kernels().name());
  }

  private static String processorName() throws IOException {
    if (!Files.exists(CPU_INFO)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(CPU_INFO).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  static Machine of(Map<String, Object> json) {
    return new Machine(
        text(json, "date"),
        text(json, "processor"),
        text(json, "processors"),
        text(json, "system"),
        text(json, "jdk"),
        text(json, "kernels"));
  }

  private static String text(Map<String, Object> json, String key) {
    return String.valueOf(json.get(key));
  }

  Map<String, String> toJson() {
    var json = new LinkedHashMap<String, String>();
    json.put("date", date);
    json.put("processor", processor);
    json.put("processors", processors);
    json.put("system", system);
    json.put("jdk", jdk);
    json.put("kernels", kernels);
    return json;
  }
}
