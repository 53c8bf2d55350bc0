package network.golem.runtime.sdk.commandline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The field of a simple option or positional.
///
/// @param owner the class that declares it
/// @param keys the option's names, or the positional's index; empty if picocli has to assign the
///   words that are meant for it
/// @param required whether picocli complains if nothing is given
/// @param defaultValue what it is set to if nothing is given; `null` if it keeps its value
record PlainField(
    String owner, String name, Set<String> keys, boolean required, @Nullable String defaultValue) {
  private static final Set<Class<?>> TYPES =
      Set.of(String.class, Path.class, boolean.class, int.class, long.class);

  /// Whether a value means the same here as to picocli.
  static boolean isPlain(String value, Class<?> type) {
    return TYPES.contains(type)
        && !value.contains("$")
        && !value.equals(Option.NULL_VALUE)
        && (type != boolean.class || value.equals("true") || value.equals("false"))
        && ((type != int.class && type != long.class) || value.matches("0|-?[1-9][0-9]{0,8}"))
        && (type != Path.class || isPath(value));
  }

  private static boolean isPath(String value) {
    try {
      var _ = Path.of(value);
      return true;
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /// Whether a word of the command line is a value, and nothing else, and means the same here as to
  /// picocli. Those of flags do not: what a flag sets depends on its default.
  boolean takes(String word, Class<?> definition) {
    Class<?> type = declared(definition).getType();
    return !word.isEmpty()
        && word.charAt(0) != '-'
        && !word.contains("\"")
        && type != boolean.class
        && isPlain(word, type);
  }

  /// By a handle: `Field.set` generates code when it is first called, which takes a tenth of a
  /// start.
  void set(Object definition, String value, MethodHandles.Lookup own) {
    Field field = declared(definition.getClass());
    Class<?> declaring = field.getDeclaringClass();
    Class<?> type = field.getType();
    try {
      set(
          MethodHandles.privateLookupIn(declaring, own).findVarHandle(declaring, name, type),
          definition,
          value,
          type);
    } catch (ReflectiveOperationException e) {
      throw cannotBeSet(e);
    }
  }

  private static void set(VarHandle field, Object definition, String value, Class<?> type) {
    if (type == boolean.class) {
      field.set(definition, Boolean.parseBoolean(value));
    } else if (type == int.class) {
      field.set(definition, Integer.parseInt(value));
    } else if (type == long.class) {
      field.set(definition, Long.parseLong(value));
    } else if (type == Path.class) {
      field.set(definition, Path.of(value));
    } else {
      field.set(definition, value);
    }
  }

  private Field declared(Class<?> definition) {
    try {
      for (Class<?> each = definition; each != null; each = each.getSuperclass()) {
        if (each.getName().equals(owner)) {
          return each.getDeclaredField(name);
        }
      }
      throw new ClassNotFoundException(owner);
    } catch (ReflectiveOperationException e) {
      throw cannotBeSet(e);
    }
  }

  private IllegalStateException cannotBeSet(ReflectiveOperationException e) {
    return new IllegalStateException("the option " + owner + "." + name + " cannot be set", e);
  }
}
