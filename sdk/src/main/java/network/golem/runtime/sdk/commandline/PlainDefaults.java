package network.golem.runtime.sdk.commandline;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
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
  private static final String PICOCLI = "picocli.";

  /// The value of the annotation's element if the author does not set it.
  private static final Object NO_DEFAULT = usual("defaultValue");

  /// @param owner the class that declares the field
  record Default(String owner, String field, String value) {}

  PlainDefaults {
    all = List.copyOf(all);
  }

  /// Those of `type` and its superclasses; `null` if one of its options is not simple.
  static @Nullable PlainDefaults of(Class<?> type) {
    List<Default> defaults = new ArrayList<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      if (!isPlain(each) || !collect(each, defaults)) {
        return null;
      }
    }
    return new PlainDefaults(defaults);
  }

  /// Whether options on its fields are all that picocli would find in a class.
  private static boolean isPlain(Class<?> type) {
    return Stream.of(type.getAnnotations()).noneMatch(PlainDefaults::isOfPicocli)
        && Stream.of(type.getDeclaredMethods())
            .map(Method::getAnnotations)
            .flatMap(Stream::of)
            .noneMatch(PlainDefaults::isOfPicocli);
  }

  private static boolean isOfPicocli(Annotation annotation) {
    return annotation.annotationType().getName().startsWith(PICOCLI);
  }

  private static boolean collect(Class<?> type, List<Default> defaults) {
    for (Field field : type.getDeclaredFields()) {
      List<Annotation> ofPicocli =
          Stream.of(field.getAnnotations()).filter(PlainDefaults::isOfPicocli).toList();
      if (!ofPicocli.isEmpty()) {
        if (ofPicocli.size() > 1
            || !(ofPicocli.getFirst() instanceof Option option)
            || !isPlain(option, field)) {
          return false;
        }
        if (hasDefault(option)) {
          defaults.add(new Default(type.getName(), field.getName(), option.defaultValue()));
        }
      }
    }
    return true;
  }

  private static boolean hasDefault(Option option) {
    return !option.defaultValue().equals(NO_DEFAULT);
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
    boolean simple =
        !option.required()
            && option.converter().length == 0
            && option.split().isEmpty()
            && !option.interactive()
            && option.parameterConsumer() == usual("parameterConsumer")
            && !isFixed(field);
    return simple && (hasDefault(option) ? isPlain(option.defaultValue(), field) : isKept(field));
  }

  private static boolean isFixed(Member field) {
    return Modifier.isFinal(field.getModifiers()) || Modifier.isStatic(field.getModifiers());
  }

  /// Whether picocli leaves the field's initial value unchanged.
  private static boolean isKept(Field field) {
    return field.getType() != Optional.class;
  }

  private static boolean isPlain(String value, Field field) {
    Class<?> type = field.getType();
    return TYPES.contains(type)
        && !value.contains("$")
        && !value.equals(Option.NULL_VALUE)
        && (type != boolean.class || value.equals("true") || value.equals("false"))
        && ((type != int.class && type != long.class) || value.matches("0|-?[1-9][0-9]{0,8}"));
  }

  void addTo(EncodedFields text) {
    text.add("plain", true);
    for (Default each : all) {
      text.add("owner", each.owner()).add("field", each.field()).add("default", each.value());
    }
  }

  /// The defaults that [#addTo(EncodedFields)] has added.
  static @Nullable PlainDefaults in(String text) {
    if (EncodedFields.values(text, "plain").isEmpty()) {
      return null;
    }
    List<String> owners = EncodedFields.values(text, "owner");
    List<String> fields = EncodedFields.values(text, "field");
    List<String> values = EncodedFields.values(text, "default");
    List<Default> defaults = new ArrayList<>();
    for (int i = 0; i < owners.size(); i++) {
      defaults.add(new Default(owners.get(i), fields.get(i), values.get(i)));
    }
    return new PlainDefaults(defaults);
  }

  void apply(Object definition) {
    for (Default each : all) {
      try {
        Field field = owner(definition.getClass(), each.owner()).getDeclaredField(each.field());
        field.setAccessible(true);
        field.set(definition, converted(each.value(), field.getType()));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "the option " + each.owner() + "." + each.field() + " cannot be set", e);
      }
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

  private static Object converted(String value, Class<?> type) {
    if (type == boolean.class) {
      return Boolean.valueOf(value);
    }
    if (type == int.class) {
      return Integer.valueOf(value);
    }
    if (type == long.class) {
      return Long.valueOf(value);
    }
    return type == Path.class ? Path.of(value) : value;
  }
}
