package dev.javelin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.javelin.Initializer;
import dev.javelin.LearningRate;
import dev.javelin.Loss;
import dev.javelin.Optimizer;
import dev.javelin.layer.Layer;
import dev.javelin.loss.TernaryLoss;
import dev.javelin.nn.init.Initializers;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What a user can make has a row in the table of its kind. A row's name begins with that of its
 * class or method, up to a comma or a bracket.
 */
class CompletenessTest {
  @Test
  void layers() {
    Set<String> rows = new TreeSet<>(names(LayerTable.ROWS, LayerRow::name));
    rows.addAll(names(NoiseRow.TABLE, NoiseRow::name));
    rows.addAll(names(ActivationRow.TABLE, ActivationRow::name));
    assertThat(rows).isEqualTo(classes("dev.javelin.nn", Layer.class));
  }

  @Test
  void losses() {
    assertThat(names(LossTable.ROWS, LossRow::name))
        .isEqualTo(classes("dev.javelin.loss", Loss.class, TernaryLoss.class));
  }

  @Test
  void optimizers() {
    Set<String> rows = new TreeSet<>(names(OptimizerRow.TABLE, OptimizerRow::name));
    rows.addAll(names(LBFGSRow.TABLE, LBFGSRow::name));
    assertThat(rows).isEqualTo(classes("dev.javelin.optim", Optimizer.class));
  }

  @Test
  void schedules() {
    Set<String> rows = new TreeSet<>(names(ScheduleRow.TABLE, ScheduleRow::name));
    // Its rates follow reports: it has a test of its own in ScheduleConformanceTest.
    rows.add("ReduceLROnPlateau");
    assertThat(rows).isEqualTo(classes("dev.javelin.optim.schedule", LearningRate.class));
  }

  @Test
  void initializers() {
    Set<String> rows = new TreeSet<>(names(InitializerRow.DRAWN, InitializerRow::name));
    rows.addAll(names(InitializerRow.FIXED, InitializerRow::name));
    assertThat(rows)
        .isEqualTo(
            Arrays.stream(Initializers.class.getMethods())
                .filter(method -> method.getReturnType() == Initializer.class)
                .map(Method::getName)
                .collect(Collectors.toSet()));
  }

  private static <R> Set<String> names(List<R> rows, Function<R, String> name) {
    return rows.stream()
        .map(row -> name.apply(row).replaceFirst("[,(].*", ""))
        .collect(Collectors.toSet());
  }

  /**
   * The simple names of a package's classes of one of the types that are public and can be made.
   */
  private static Set<String> classes(String name, Class<?>... types) {
    Predicate<Class<?>> made =
        type ->
            type.getPackageName().equals(name)
                && Modifier.isPublic(type.getModifiers())
                && !Modifier.isAbstract(type.getModifiers())
                && Stream.of(types).anyMatch(t -> t.isAssignableFrom(type));
    return ReflectionSupport.findAllClassesInPackage(name, made, any -> true).stream()
        .map(Class::getSimpleName)
        .collect(Collectors.toSet());
  }
}
