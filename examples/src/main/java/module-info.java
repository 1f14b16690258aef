/// The recipes and the command line.
module dev.javelin.examples {
  requires dev.javelin.train;
  requires info.picocli;
  requires java.net.http;

  opens dev.javelin.examples.cli to
      info.picocli;
}
