package network.golem.runtime.architecture;

import java.io.IOException;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The types of this project that each of its types uses, read from its class files. Nested types
/// count as part of their enclosing type.
record UsedTypes(Map<String, Set<String>> byType) {
  private static final Pattern TYPE =
      Pattern.compile("network/golem/runtime/(?:[a-z]\\w*/)*([A-Z]\\w*)");

  /// The types on this process's class path.
  static UsedTypes onClassPath() throws IOException {
    UsedTypes types = new UsedTypes(new TreeMap<>());
    ProjectClasses.onClassPath().forEach(types::add);
    return types;
  }

  /// Everything that a class uses is named in its constant pool: directly, or in a descriptor.
  private void add(ClassModel read) {
    Matcher own = TYPE.matcher(read.thisClass().asInternalName());
    if (!own.lookingAt()) {
      return; // package-info and module-info are classes, too
    }
    Set<String> used = byType.computeIfAbsent(name(own.group()), _ -> new TreeSet<>());
    for (PoolEntry entry : read.constantPool()) {
      if (entry instanceof Utf8Entry text) {
        for (Matcher type = TYPE.matcher(text.stringValue()); type.find(); ) {
          used.add(name(type.group()));
        }
      }
    }
  }

  private static String name(String internal) {
    return internal.replace('/', '.');
  }

  static String packageOf(String type) {
    return type.substring(0, type.lastIndexOf('.'));
  }
}
