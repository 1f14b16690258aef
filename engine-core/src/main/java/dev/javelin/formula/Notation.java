package dev.javelin.formula;

import java.util.Locale;

/** Expressions in the notation of a text book, for documents and messages. */
final class Notation {
  // How tightly an operation binds; brackets go around one that binds less than its place asks.
  private static final int CASES = 0;
  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int SIGN = 3;
  private static final int ATOM = 4;

  private Notation() {}

  static String of(Expr expr) {
    return text(expr, CASES);
  }

  /** A number without the ".0" of a whole one. */
  static String number(float value) {
    String text = Float.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String text(Expr expr, int place) {
    Expr a = expr.a();
    Expr b = expr.b();
    Expr c = expr.c();
    return switch (expr.op()) {
      case INPUT, SCALAR, CONSTANT -> expr.name();
      case ADD -> bracketed(text(a, SUM) + " + " + text(b, SUM), SUM, place);
      case SUBTRACT -> bracketed(text(a, SUM) + " - " + text(b, PRODUCT), SUM, place);
      case MULTIPLY -> bracketed(product(a, b), PRODUCT, place);
      case DIVIDE -> bracketed(text(a, PRODUCT) + " / " + text(b, SIGN), PRODUCT, place);
      case FMA -> bracketed(product(a, b) + " + " + text(c, SUM), SUM, place);
      case NEGATE -> bracketed("-" + text(a, SIGN), SIGN, place);
      case EXPM1 -> bracketed("exp(" + of(a) + ") - 1", SUM, place);
      case LOG -> "ln(" + of(a) + ")";
      case LOG1P -> "ln(1 + " + text(a, SUM) + ")";
      case ABS -> "|" + of(a) + "|";
      case MAX, MIN -> name(expr) + "(" + of(a) + ", " + of(b) + ")";
      case POWER_OF_TWO -> bracketed("2^" + text(a, ATOM), SIGN, place);
      case SELECT_NEGATIVE -> cases(b, negative(a), c, place);
      case SELECT_ZERO -> cases(b, text(a, SUM) + " = 0", c, place);
      case SQRT, EXP, TANH, ERF, SIGMOID, EXPONENT, MANTISSA -> name(expr) + "(" + of(a) + ")";
    };
  }

  private static String product(Expr a, Expr b) {
    return text(a, PRODUCT) + " * " + text(b, SIGN);
  }

  private static String cases(Expr then, String condition, Expr otherwise, int place) {
    String text = text(then, SUM) + " if " + condition + ", else " + of(otherwise);
    return bracketed(text, CASES, place);
  }

  /** {@code expr < 0}, with the comparison that was meant where expr is a difference or -x. */
  private static String negative(Expr expr) {
    return switch (expr.op()) {
      case SUBTRACT -> text(expr.a(), SUM) + " < " + text(expr.b(), SUM);
      case NEGATE -> text(expr.a(), SUM) + " > 0";
      default -> text(expr, SUM) + " < 0";
    };
  }

  private static String name(Expr expr) {
    return expr.op().name().toLowerCase(Locale.ROOT);
  }

  private static String bracketed(String text, int binds, int place) {
    return binds < place ? "(" + text + ")" : text;
  }
}
