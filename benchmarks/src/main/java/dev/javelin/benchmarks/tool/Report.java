package dev.javelin.benchmarks.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Writes a run as a page of HTML with charts, and in Markdown. */
final class Report {
  private static final String RATIOS =
      "A column × PEER says how many times faster Javelin is: that peer's median over Javelin's."
          + " The limit is the peak of multiply-adds in registers, or a plain copy's bandwidth,"
          + " with the same number of threads, measured in the same run.";
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: light-dark(#1c1c1c, #e8e8e8);
        --faint: light-dark(#ddd, #444); --paper: light-dark(#fff, #161616); }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
        max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; }
      td, th { padding: 2px 10px; border-bottom: 1px solid var(--faint); text-align: right; }
      td:first-child { text-align: left; white-space: nowrap; }
      .wide { overflow-x: auto; }
      svg { width: 100%; max-width: 900px; margin: 1rem 0; }
      svg text { font-size: 11.5px; fill: var(--ink); }
      svg .row { text-anchor: end; }
      svg .tick { text-anchor: middle; }
      svg .grid { stroke: var(--faint); }
      svg .one { stroke: var(--ink); stroke-width: 1.5; }
      """;

  private final Results results;
  private final List<Group> groups;

  Report(Results results) {
    this.results = results;
    groups =
        Arrays.stream(Group.values())
            .filter(group -> !ReportTable.measurements(group, results).isEmpty())
            .toList();
  }

  /** Writes {@code report.html} and {@code report.md} to a folder. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("report.html"), html());
    Files.writeString(folder.resolve("report.md"), markdown());
  }

  String markdown() {
    var text = new StringBuilder("# Benchmarks, " + results.machine().date() + "\n\n");
    text.append(String.join(", ", facts())).append(".\n\n").append(RATIOS).append("\n\n");
    if (!results.peers().isEmpty()) {
      text.append("## Geometric means\n\n");
      text.append(ReportTable.summary(results).markdown()).append('\n');
    }
    for (Group group : groups) {
      text.append("## ").append(group.label()).append("\n\n");
      text.append(ReportTable.of(group, results).markdown()).append('\n');
    }
    return text.toString();
  }

  String html() {
    var body = new StringBuilder("<h1>Javelin's benchmarks</h1>\n<p>");
    body.append(String.join(" · ", facts())).append("</p>\n<p>").append(RATIOS).append("</p>\n");
    if (!results.peers().isEmpty()) {
      body.append("<h2>Geometric means</h2>\n");
      body.append(wide(ReportTable.summary(results)));
    }
    for (Group group : groups) {
      body.append("<h2>").append(group.label()).append("</h2>\n");
      body.append(chart("How many times faster Javelin is", DotPlot.ratios(group, results)));
      body.append(chart("Share of the limit", DotPlot.shares(group, results)));
      body.append(wide(ReportTable.of(group, results)));
    }
    return """
    <!doctype html>
    <html lang="en">
    <head><meta charset="utf-8"><title>Javelin's benchmarks</title>
    <meta name="viewport" content="width=device-width">
    <style>
    %s</style></head>
    <body>
    %s</body>
    </html>
    """
        .formatted(STYLE, body);
  }

  private static String chart(String title, String svg) {
    return svg.isEmpty() ? "" : "<h3>" + title + "</h3>\n" + svg;
  }

  private static String wide(ReportTable table) {
    return "<div class=\"wide\">" + table.html() + "</div>\n";
  }

  private List<String> facts() {
    Machine machine = results.machine();
    return List.of(
        machine.date(),
        machine.processor() + " with " + machine.processors() + " processors",
        machine.system(),
        "JDK " + machine.jdk(),
        "kernels " + machine.kernels());
  }
}
