/** The recipes and the command line. */
module dev.javelin.examples {
  requires com.fasterxml.jackson.jr.ob;
  requires dev.javelin.train;
  requires info.picocli;
  requires java.desktop;
  requires java.net.http;
  requires me.tongfei.progressbar;
  requires org.knowm.xchart;

  opens dev.javelin.examples.cli to
      info.picocli;
}
