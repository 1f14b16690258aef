package dev.javelin.benchmarks.tool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Results as JMH writes them. */
final class Samples {
  static final String ROOT = "dev.javelin.benchmarks.";
  private static final Machine MACHINE =
      new Machine("2026-01-01", "a processor", "2", "an OS", "25", "vector-512");

  private final List<Map<String, Object>> results = new ArrayList<>();

  /** The peak, 100 GFLOP/s, and a copy of 10 GB/s. */
  Samples bounds() throws IOException {
    return add(ROOT + "PeakBenchmark.fma", "", "[[1000]]", 1e8, 0)
        .add(ROOT + "CopyBenchmark.copy", "\"size\": \"8192\",", "[[1000]]", 0, 1e7);
  }

  /** A product of 1e8 operations. */
  Samples product(String packageName, double microseconds) throws IOException {
    String shape = "\"shape\": \"64x64x64-NN\",";
    String raw = "[[" + microseconds + "]]";
    return add(ROOT + packageName + "GemmBenchmark.multiply", shape, raw, 1e8, 0);
  }

  Samples add(String benchmark, String parameters, String raw, double flops, double bytes)
      throws IOException {
    String json =
        """
        [{
          "jmhVersion": "1.37", "benchmark": "%s", "mode": "avgt", "threads": 1,
          "params": {%s "threads": "1"},
          "primaryMetric": {"score": 1, "scoreUnit": "us/op", "rawData": %s},
          "secondaryMetrics": {
            "flops": {"score": 9, "rawData": [[%s]]},
            "bytes": {"score": 9, "rawData": [[%s]]},
            "gc.alloc.rate.norm": {"score": 9, "rawData": [[24.0]]}
          }
        }]
        """
            .formatted(benchmark, parameters, raw, flops, bytes);
    results.addAll(JmhJson.list(json));
    return this;
  }

  Results results() throws IOException {
    return new Results(MACHINE, results);
  }
}
