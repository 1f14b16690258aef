package dev.javelin.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDescs;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the code of kernels must be like, or C2 makes objects of their vectors. These faults are
 * rare and depend on timing, so that measuring what a kernel allocates seldom shows them.
 *
 * <p>Kernels are too long for C2 to inline, so that each is compiled by itself. In a caller, its
 * vector calls would share the limit on the size of a compiled method with all else that the caller
 * inlines. Those past the limit remain calls, and their vectors objects, for as long as the program
 * runs. It depends on timing, since C2 inlines a hot method only where it is not yet compiled.
 *
 * <p>Kernels call the Vector API themselves, whose methods C2 inlines up to that limit however rare
 * a call is, and no method of ours that takes or returns a vector. Where one that loads what a loop
 * begins with happens to be left a call, as C2 does with what it takes for rare, the loop makes an
 * object of each step's result.
 *
 * <p>What is meant are methods in the class files. Of the loops that {@link
 * dev.javelin.simd.pointwise} makes from formulas there are none.
 */
final class KernelCodeTest {
  /** The longest method, in bytes of code, that C2 inlines: its flag {@code FreqInlineSize}. */
  private static final int LONGEST_INLINED = 325;

  /** Calls that any caller has room for: copies of rows, which are met in several places. */
  private static final int FEW_CALLS = 16;

  /** What C2 keeps in registers, in a method's type. Shuffles are made once, for constants. */
  private static final Pattern VECTORS =
      Pattern.compile("Ljdk/incubator/vector/(\\w*Vector|VectorMask);");

  private final Map<String, MethodModel> methods = new HashMap<>();
  private final Map<String, Integer> calls = new HashMap<>();
  // The constants of FloatVector that are used, with who uses them.
  private final Set<String> species = new HashSet<>();

  @BeforeEach
  void readClasses() throws IOException, URISyntaxException {
    var location = VectorKernels.class.getProtectionDomain().getCodeSource().getLocation();
    try (Stream<Path> files = Files.walk(Path.of(location.toURI()))) {
      files.filter(file -> file.toString().endsWith(".class")).forEach(this::readClass);
    }
  }

  private void readClass(Path file) {
    try {
      ClassModel type = ClassFile.of().parse(file);
      readSpecies(type);
      for (MethodModel method : type.methods()) {
        String name = method.methodName().stringValue();
        // A class initialiser runs once, in the interpreter.
        if (method.code().isPresent() && !name.equals(ConstantDescs.CLASS_INIT_NAME)) {
          String owner = type.thisClass().asInternalName();
          methods.put(key(owner, name, method.methodType().stringValue()), method);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readSpecies(ClassModel type) {
    for (PoolEntry entry : type.constantPool()) {
      if (entry instanceof FieldRefEntry field
          && field.owner().asInternalName().equals("jdk/incubator/vector/FloatVector")) {
        species.add(type.thisClass().asInternalName() + " " + field.name().stringValue());
      }
    }
  }

  private static String key(String owner, String name, String type) {
    return owner + "." + name + type;
  }

  @Test
  void methodsOfManyVectorCallsAreNotInlined() {
    List<String> inlined =
        methods.keySet().stream()
            .filter(method -> calls(method) > FEW_CALLS)
            .filter(method -> codeLength(method) <= LONGEST_INLINED)
            .map(m -> "%s has %d bytecodes and %d calls".formatted(m, codeLength(m), calls(m)))
            .sorted()
            .toList();
    assertThat(inlined).isEmpty();
  }

  /** Such a method is inlined where C2 thinks it is called often enough, at times not. */
  @Test
  void noMethodTakesOrReturnsVectors() {
    List<String> handing =
        methods.keySet().stream()
            .filter(method -> VECTORS.matcher(method).find())
            .sorted()
            .toList();
    assertThat(handing).isEmpty();
  }

  /** See {@link VectorSpec#SPECIES}. */
  @Test
  void floatVectorsAreOfOneSpecies() {
    assertThat(species).isEqualTo(Set.of("dev/javelin/simd/VectorSpec SPECIES_PREFERRED"));
  }

  private int codeLength(String method) {
    return methods.get(method).findAttribute(Attributes.code()).orElseThrow().codeLength();
  }

  /** Calls of the Vector API in a method once all that can be inlined is. */
  private int calls(String method) {
    Integer known = calls.putIfAbsent(method, 0);
    if (known != null) {
      return known;
    }
    CodeModel code = methods.get(method).code().orElseThrow();
    int count =
        code.elementStream()
            .filter(InvokeInstruction.class::isInstance)
            .mapToInt(call -> callsIn(((InvokeInstruction) call).method()))
            .sum();
    calls.put(method, count);
    return count;
  }

  private int callsIn(MemberRefEntry called) {
    String owner = called.owner().asInternalName();
    if (owner.startsWith("jdk/incubator/vector/")) {
      return 1;
    }
    String method = key(owner, called.name().stringValue(), called.type().stringValue());
    boolean inlined = methods.containsKey(method) && codeLength(method) <= LONGEST_INLINED;
    return inlined ? calls(method) : 0;
  }
}
