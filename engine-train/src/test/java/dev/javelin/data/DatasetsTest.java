package dev.javelin.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.javelin.tensor.Shape;
import dev.javelin.tensor.Tensor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetsTest {
  @Test
  void tensorsGiveTheirRows() {
    Tensor inputs = Tensor.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 6, 2);
    Tensor targets = Tensor.of(new float[] {10, 11, 12, 13}, 4);
    // A view, so that offsets count.
    Dataset dataset = new TensorDataset(inputs.rows(2, 6), targets);
    assertThat(dataset.size()).isEqualTo(4);
    assertThat(dataset.inputShape()).isEqualTo(Shape.of(2));
    assertThat(dataset.targetShape()).isEqualTo(Shape.of());
    Batch batch = Batch.of(dataset, 3).rows(1, 3);
    dataset.copyTo(3, batch, 0);
    dataset.copyTo(1, batch, 1);
    assertThat(batch.inputs().toArray()).containsExactly(10, 11, 6, 7);
    assertThat(batch.targets().toArray()).containsExactly(13, 11);
  }

  @Test
  void targetsMayBeTensors() {
    Dataset dataset = new TensorDataset(Tensor.zeros(2, 3), Tensor.full(Shape.of(2, 1, 4), 7));
    Batch batch = Batch.of(dataset, 2);
    dataset.copyTo(1, batch, 1);
    assertThat(batch.targets().shape()).isEqualTo(Shape.of(2, 1, 4));
    assertThat(batch.targets().toArray()).containsExactly(0, 0, 0, 0, 7, 7, 7, 7);
  }

  @Test
  void pixelsAreScaledAsToTensorDoes() {
    byte[] pixels = new byte[256];
    IntStream.range(0, 256).forEach(i -> pixels[i] = (byte) i);
    Dataset dataset = new ImageDataset(pixels, Tensor.zeros(1), Shape.of(1, 16, 16));
    Batch batch = Batch.of(dataset, 1);
    dataset.copyTo(0, batch, 0);
    for (int i = 0; i < 256; i++) {
      assertThat(batch.inputs().get(i)).isEqualTo(i / 255f);
    }
  }

  @Test
  void imagesHaveAnotherShapeInAView() {
    var images = new ImageDataset(new byte[] {0, 0, -1, 0}, Tensor.zeros(2), Shape.of(1, 1, 2));
    ImageDataset flat = images.withInputShape(Shape.of(2));
    Batch batch = Batch.of(flat, 1);
    flat.copyTo(1, batch, 0);
    assertThat(batch.inputs().shape()).isEqualTo(Shape.of(1, 2));
    assertThat(batch.inputs().toArray()).containsExactly(1, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images.withInputShape(Shape.of(784)))
        .withMessage("cannot view images [1, 1, 2] as [784]");
  }

  @Test
  void countsMustAgree() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TensorDataset(Tensor.zeros(3, 2), Tensor.zeros(4)))
        .withMessage("inputs [3, 2] and targets [4] differ in number");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageDataset(new byte[7], Tensor.zeros(2), Shape.of(4)))
        .withMessage("2 images [4] do not have 7 pixels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageDataset(new byte[8], Tensor.zeros(2, 1), Shape.of(4)))
        .withMessage("labels must be of shape [N], not [2, 1]");
  }

  @Test
  void onlyExamplesAndRowsThatExist() {
    Dataset tensors = new TensorDataset(Tensor.zeros(3, 2), Tensor.zeros(3));
    Dataset images = new ImageDataset(new byte[6], Tensor.zeros(3), Shape.of(2));
    for (Dataset dataset : new Dataset[] {tensors, images}) {
      Batch batch = Batch.of(dataset, 3).rows(0, 2);
      assertThatThrownBy(() -> dataset.copyTo(3, batch, 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> dataset.copyTo(0, batch, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
