import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs google-java-format over the Java files of the tree: `check` names those it would change and
/// fails, `fix` rewrites them. The build starts it on the toolchain's JDK, since Maven's own may be
/// too old to parse the sources: `mvn verify` checks and `mvn -N -Pformat process-sources` fixes.
final class Format {
  public static void main(String[] arguments) throws Exception {
    boolean fix = arguments[0].equals("fix");
    List<String> command = new ArrayList<>();
    command.addAll(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    command.addAll(javaFiles(Path.of(arguments[1]).normalize()));
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status = new Main(out, err, System.in).format(command.toArray(String[]::new));
    if (status != 0 && !fix) {
      err.println("The files above are not formatted. Run: mvn -N -Pformat process-sources");
    }
    System.exit(status);
  }

  private static List<String> javaFiles(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> Stream.of("target", ".git").noneMatch(dir -> contains(root, file, dir)))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private static boolean contains(Path root, Path file, String directory) {
    for (Path name : root.relativize(file)) {
      if (name.toString().equals(directory)) {
        return true;
      }
    }
    return false;
  }
}
