package dev.javelin.examples.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.javelin.data.DatasetException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {
  @Test
  void namesWhatThereIs() {
    for (String source : new String[] {"minst", "/no/such/folder", "nul\0"}) {
      assertThatThrownBy(() -> DataSource.read(source))
          .isInstanceOf(DatasetException.class)
          .hasMessage(
              "unknown data \"%s\": expected mnist, fashion-mnist or an existing folder", source);
    }
  }

  @Test
  void saysWhatAFolderLacks(@TempDir Path folder) {
    assertThatThrownBy(() -> DataSource.read(folder.toString()))
        .isInstanceOf(DatasetException.class)
        .hasMessageStartingWith(folder + ": there is neither train-images-idx3-ubyte nor ");
  }
}
