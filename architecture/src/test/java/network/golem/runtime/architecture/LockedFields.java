package network.golem.runtime.architecture;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.RuntimeInvisibleAnnotationsAttribute;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The fields of this project that a method writes while it holds a lock: in a synchronized method,
/// in one that says by which lock it is guarded, or between the first and the last line of a method
/// that have to do with locking. Constructors don't count.
///
/// @param fields each with what it says of itself
record LockedFields(Map<String, Kind> fields) {

  enum Kind {
    /// Error Prone checks that it is accessed under its lock.
    GUARDED,
    /// Read without the lock, too; its comment says why that is right.
    VOLATILE,
    SILENT
  }

  static LockedFields of(List<ClassModel> classes) {
    Map<String, Kind> all = new TreeMap<>();
    Set<String> written = new HashSet<>();
    for (ClassModel read : classes) {
      String type = read.thisClass().asInternalName();
      read.fields()
          .forEach(field -> all.put(name(type, field.fieldName().stringValue()), of(field)));
      read.methods().forEach(method -> addWritten(method, written));
    }
    all.keySet().retainAll(written);
    return new LockedFields(all);
  }

  private static String name(String type, String field) {
    return type.replace('/', '.') + "." + field;
  }

  private static Kind of(FieldModel field) {
    if (isGuarded(field.findAttribute(Attributes.runtimeInvisibleAnnotations()))) {
      return Kind.GUARDED;
    }
    return field.flags().has(AccessFlag.VOLATILE) ? Kind.VOLATILE : Kind.SILENT;
  }

  private static boolean isGuarded(Optional<RuntimeInvisibleAnnotationsAttribute> annotations) {
    return annotations.stream()
        .flatMap(all -> all.annotations().stream())
        .anyMatch(annotation -> annotation.className().stringValue().endsWith("/GuardedBy;"));
  }

  private static void addWritten(MethodModel method, Set<String> written) {
    if (method.code().isEmpty() || method.methodName().stringValue().startsWith("<")) {
      return;
    }
    List<CodeElement> code = method.code().get().elementList();
    int first = 0;
    int last = code.size();
    if (!method.flags().has(AccessFlag.SYNCHRONIZED)
        && !isGuarded(method.findAttribute(Attributes.runtimeInvisibleAnnotations()))) {
      while (first < last && !isLocking(code.get(first))) {
        first++;
      }
      while (first < last && !isLocking(code.get(last - 1))) {
        last--;
      }
    }
    for (CodeElement element : code.subList(first, last)) {
      if (element instanceof FieldInstruction access
          && (access.opcode() == Opcode.PUTFIELD || access.opcode() == Opcode.PUTSTATIC)) {
        written.add(name(access.owner().asInternalName(), access.name().stringValue()));
      }
    }
  }

  private static boolean isLocking(CodeElement element) {
    return element instanceof MonitorInstruction
        || (element instanceof InvokeInstruction call
            && call.owner().asInternalName().endsWith("Lock")
            && Set.of("lock", "tryLock", "unlock").contains(call.name().stringValue()));
  }

  List<String> of(Kind kind) {
    return fields.entrySet().stream()
        .filter(field -> field.getValue() == kind)
        .map(Map.Entry::getKey)
        .toList();
  }
}
