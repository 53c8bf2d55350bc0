package network.golem.runtime.sdk.commandline;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import network.golem.runtime.sdk.definition.EncodedFields;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The defaults of simple options, so that picocli, which is expensive at start-up, is not needed
/// if no option is given: fields of simple types with constant defaults.
record PlainDefaults(List<Default> all) {
  private static final Set<Class<?>> TYPES =
      Set.of(String.class, Path.class, boolean.class, int.class, long.class);

  /// @param owner the class that declares the field
  record Default(String owner, String field, String value) {}

  PlainDefaults {
    all = List.copyOf(all);
  }

  /// Those of `type` and its superclasses; `null` if one of its options is not simple: if options
  /// on its fields are not all that picocli would find.
  static @Nullable PlainDefaults of(Class<?> type) {
    List<Default> defaults = new ArrayList<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      if (!ofPicocli(each).isEmpty()
          || Stream.of(each.getDeclaredMethods())
              .anyMatch(method -> !ofPicocli(method).isEmpty())) {
        return null;
      }
      for (Field field : each.getDeclaredFields()) {
        List<Annotation> found = ofPicocli(field);
        if (found.isEmpty()) {
          continue;
        }
        if (found.size() > 1
            || !(found.getFirst() instanceof Option option)
            || !isPlain(option, field)) {
          return null;
        }
        if (hasDefault(option)) {
          defaults.add(new Default(each.getName(), field.getName(), option.defaultValue()));
        }
      }
    }
    return new PlainDefaults(defaults);
  }

  private static List<Annotation> ofPicocli(AnnotatedElement element) {
    return Stream.of(element.getAnnotations())
        .filter(annotation -> annotation.annotationType().getName().startsWith("picocli."))
        .toList();
  }

  private static boolean hasDefault(Option option) {
    return !option.defaultValue().equals(usual("defaultValue"));
  }

  /// The value of an annotation's element if the author does not set it.
  private static Object usual(String element) {
    try {
      return Option.class.getMethod(element).getDefaultValue();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPlain(Option option, Field field) {
    return !option.required()
        && option.converter().length == 0
        && option.split().isEmpty()
        && !option.interactive()
        && option.parameterConsumer() == usual("parameterConsumer")
        && !Modifier.isFinal(field.getModifiers())
        && !Modifier.isStatic(field.getModifiers())
        // without a default, picocli leaves all but an Optional as it is
        && (hasDefault(option)
            ? isPlain(option.defaultValue(), field.getType())
            : field.getType() != Optional.class);
  }

  private static boolean isPlain(String value, Class<?> type) {
    return TYPES.contains(type)
        && !value.contains("$")
        && !value.equals(Option.NULL_VALUE)
        && (type != boolean.class || value.equals("true") || value.equals("false"))
        && ((type != int.class && type != long.class) || value.matches("0|-?[1-9][0-9]{0,8}"));
  }

  void addTo(EncodedFields fields) {
    fields.add("plain", true);
    for (Default each : all) {
      fields.add("default", each.owner()).add("default", each.field()).add("default", each.value());
    }
  }

  /// The defaults that [#addTo(EncodedFields)] has added.
  static @Nullable PlainDefaults in(EncodedFields fields) {
    if (fields.values("plain").isEmpty()) {
      return null;
    }
    List<String> values = fields.values("default");
    List<Default> defaults = new ArrayList<>();
    for (int i = 0; i < values.size(); i += 3) {
      defaults.add(new Default(values.get(i), values.get(i + 1), values.get(i + 2)));
    }
    return new PlainDefaults(defaults);
  }

  /// Sets the fields by handles: `Field.set` generates code when it is first called, which takes a
  /// tenth of a start.
  void apply(Object definition) {
    PlainDefaults.class.getModule().addReads(definition.getClass().getModule());
    MethodHandles.Lookup own = MethodHandles.lookup();
    for (Default each : all) {
      try {
        Class<?> owner = owner(definition.getClass(), each.owner());
        Class<?> type = owner.getDeclaredField(each.field()).getType();
        set(
            MethodHandles.privateLookupIn(owner, own).findVarHandle(owner, each.field(), type),
            definition,
            each.value(),
            type);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "the option " + each.owner() + "." + each.field() + " cannot be set", e);
      }
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

  private static Class<?> owner(Class<?> type, String name) throws ClassNotFoundException {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each.getName().equals(name)) {
        return each;
      }
    }
    throw new ClassNotFoundException(name);
  }
}
