package dev.javelin.nn;

import dev.javelin.formula.Expr;
import dev.javelin.random.Seed;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Writes {@code docs/activations.md} from the formulas that the kernels are made of. */
final class ActivationsPage {
  private static final Expr X = Expr.input(0, "x");
  private static final Expr Y = Expr.input(1, "y");

  private ActivationsPage() {}

  static String markdown() {
    String rows =
        ActivationsTest.TABLE.stream().map(ActivationsPage::row).collect(Collectors.joining());
    return """
    # Activations

    Generated from the formulas in `nn/Activations` by `ActivationsPageTest`; CONTRIBUTING.md has the command. x is the input, y
    the output, exp(x) - 1 and ln(1 + x) are exact near 0. Names and defaults are PyTorch's. Where the derivative jumps, its
    value at the kink is PyTorch's too.

    ## Of each element by itself

    | activation | formula | derivative | defaults | PyTorch |
    | --- | --- | --- | --- | --- |
    """
        + rows
        + """

        ## Of more than the element

        | activation | formula | derivative | defaults | PyTorch |
        | --- | --- | --- | --- | --- |
        """
        + others();
  }

  private static String row(Activation activation) {
    Class<?> type = activation.getClass();
    String pytorch =
        activation instanceof Activations.GELUTanh
            ? "GELU(approximate='tanh')"
            : type.getSimpleName() + "(" + settings(type, ActivationsPage::snakeCase) + ")";
    return line(
        type.getSimpleName(),
        activation.value(X),
        activation.derivative(X, Y),
        settings(type, name -> name),
        pytorch);
  }

  /** The settings with their defaults, or just their names if they have none. */
  private static String settings(Class<?> type, UnaryOperator<String> spelling) {
    Object standard = standard(type);
    return Arrays.stream(type.getRecordComponents())
        .map(
            part ->
                spelling.apply(part.getName())
                    + (standard == null ? "" : "=" + value(part, standard)))
        .collect(Collectors.joining(", "));
  }

  /** One with all defaults; null if there must be settings. */
  private static Object standard(Class<?> type) {
    try {
      return type.getConstructor().newInstance();
    } catch (NoSuchMethodException e) {
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String value(RecordComponent part, Object standard) {
    try {
      return Expr.constant((double) part.getAccessor().invoke(standard)).toString();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static String others() {
    Expr a = Expr.input(1, "a");
    Expr b = Expr.input(2, "b");
    Expr slope = new RReLU(new Seed(0)).slope(Expr.input(3, "u"));
    return line(
            "PReLU",
            PReLU.value(X, a),
            PReLU.derivative(X, a) + "; by a: " + PReLU.derivativeBySlope(X),
            "numParameters=1, init=0.25; a is learned, one or one for each channel",
            "PReLU(num_parameters=1, init=0.25)")
        + line(
            "RReLU",
            PReLU.value(X, slope),
            PReLU.derivative(X, slope),
            "lower=1/8, upper=1/3; u is uniform in [0, 1) in training, 1/2 in evaluation",
            "RReLU(lower=1/8, upper=1/3)")
        + line(
            "GLU",
            GLU.value(a, b),
            "by a: " + GLU.derivativeByA(b) + "; by b: " + GLU.derivativeByB(a, b),
            "dim=-1; a and b are the halves of that axis",
            "GLU(dim=-1)")
        + line(
            "Softmax",
            "exp(x) / sum(exp(x))",
            "dx = y * (dy - sum(dy * y))",
            "dim; the sums run along it",
            "Softmax(dim)")
        + line("Softmin", "Softmax of -x", "dx = -y * (dy - sum(dy * y))", "dim", "Softmin(dim)")
        + line(
            "LogSoftmax",
            "x - ln(sum(exp(x)))",
            "dx = dy - exp(y) * sum(dy)",
            "dim",
            "LogSoftmax(dim)");
  }

  private static String line(
      String name, Object formula, Object derivative, String defaults, String pytorch) {
    return "| `%s` | %s | %s | %s | `torch.nn.%s` |\n"
        .formatted(name, cell(formula), cell(derivative), defaults, pytorch);
  }

  /** Code, in which a bar must not end the cell. */
  private static String cell(Object formula) {
    return "`" + formula.toString().replace("|", "\\|") + "`";
  }
}
