package dev.javelin.benchmarks.tool;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JMH's JSON, as far as it is used here. */
final class JmhJson {
  private JmhJson() {}

  /** The results in the text of a file that JMH wrote. */
  static List<Map<String, Object>> list(String json) throws IOException {
    var list = new ArrayList<Map<String, Object>>();
    for (Object element : JSON.std.listFrom(json)) {
      list.add(object(element));
    }
    return list;
  }

  /** One result: a benchmark with its parameters, in one round. */
  static Measurement measurement(Map<String, Object> result) throws IOException {
    String[] parts = string(result, "benchmark").split("\\.");
    int last = parts.length - 1;
    String packageName = String.join(".", List.of(parts).subList(0, last - 1));
    var parameters = new TreeMap<String, String>();
    if (result.containsKey("params")) {
      object(result.get("params")).forEach((key, value) -> parameters.put(key, value.toString()));
    }
    String threads = parameters.getOrDefault(Question.THREADS, "1");
    parameters.remove(Question.THREADS);
    var question =
        new Question(Group.of(parts[last - 1]), parts[last], parameters, Integer.parseInt(threads));
    var metric = object(result.get("primaryMetric"));
    if (!string(metric, "scoreUnit").equals("us/op")) {
      throw new IOException(question + " is in " + metric.get("scoreUnit") + ", expected us/op");
    }
    return new Measurement(
        Contender.of(packageName),
        question,
        samples(metric),
        secondary(result, "flops"),
        secondary(result, "bytes"),
        secondary(result, "gc.alloc.rate.norm"));
  }

  private static double secondary(Map<String, Object> result, String name) throws IOException {
    Object metric = object(result.get("secondaryMetrics")).get(name);
    return metric == null ? 0 : Statistics.median(samples(object(metric)));
  }

  /** Of all iterations of all forks. */
  private static List<Double> samples(Map<String, Object> metric) throws IOException {
    var samples = new ArrayList<Double>();
    for (Object fork : array(metric.get("rawData"))) {
      for (Object iteration : array(fork)) {
        if (!(iteration instanceof Number number)) {
          throw new IOException("not a number: " + iteration);
        }
        samples.add(number.doubleValue());
      }
    }
    if (samples.isEmpty()) {
      throw new IOException("a result without rawData");
    }
    return samples;
  }

  private static String string(Map<String, Object> object, String key) throws IOException {
    if (object.get(key) instanceof String value) {
      return value;
    }
    throw new IOException("a result without \"" + key + "\"");
  }

  private static List<?> array(Object json) throws IOException {
    if (json instanceof List<?> list) {
      return list;
    }
    throw new IOException("not an array: " + json);
  }

  @SuppressWarnings("unchecked") // the keys of a JSON object are strings
  static Map<String, Object> object(Object json) throws IOException {
    if (json instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IOException("not an object: " + json);
  }
}
