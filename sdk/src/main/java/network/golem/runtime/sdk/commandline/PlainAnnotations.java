package network.golem.runtime.sdk.commandline;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Finds out from annotations whether all options and positionals of a class are simple.
final class PlainAnnotations {
  private static final String ONE_WORD = "1";
  private static final String MAYBE_A_WORD = "0..1";

  private PlainAnnotations() {}

  /// Those of `type` and its superclasses; `null` if one of them is not simple, or if such
  /// annotations on fields are not all that picocli would find.
  static @Nullable PlainOptions read(Class<?> type) {
    List<PlainField> fields = new ArrayList<>();
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
        @Nullable PlainField plain = found.size() == 1 ? plain(field, found.getFirst()) : null;
        if (plain == null) {
          return null;
        }
        fields.add(plain);
      }
    }
    return areNumberedFromZero(fields) ? new PlainOptions(fields) : null;
  }

  private static List<Annotation> ofPicocli(AnnotatedElement element) {
    return Stream.of(element.getAnnotations())
        .filter(annotation -> annotation.annotationType().getName().startsWith("picocli."))
        .toList();
  }

  private static boolean areNumberedFromZero(List<PlainField> fields) {
    List<String> indices =
        fields.stream()
            .flatMap(field -> field.keys().stream())
            .filter(key -> !key.startsWith("-"))
            .sorted()
            .toList();
    return indices.equals(IntStream.range(0, indices.size()).mapToObj(String::valueOf).toList());
  }

  private static @Nullable PlainField plain(Field field, Annotation annotation) {
    return switch (annotation) {
      case Option option when isPlain(option, field) -> {
        boolean hasWord = option.arity().isEmpty() || option.arity().equals(ONE_WORD);
        yield field(
            field,
            hasWord ? Set.of(option.names()) : Set.of(),
            option.required(),
            option.defaultValue());
      }
      case Parameters positional when isPlain(positional, field) ->
          field(
              field,
              Set.of(positional.index()),
              !hasDefault(positional.defaultValue()) && !positional.arity().equals(MAYBE_A_WORD),
              positional.defaultValue());
      default -> null;
    };
  }

  private static PlainField field(
      Field field, Set<String> keys, boolean required, String defaultValue) {
    return new PlainField(
        field.getDeclaringClass().getName(),
        field.getName(),
        keys,
        required,
        hasDefault(defaultValue) ? defaultValue : null);
  }

  private static boolean isPlain(Option option, Field field) {
    return option.converter().length == 0
        && option.type().length == 0
        && option.split().isEmpty()
        && !option.interactive()
        && option.parameterConsumer() == usual("parameterConsumer")
        && option.preprocessor() == usual("preprocessor")
        && Stream.of(option.names()).allMatch(name -> name.matches("-[^ ]+"))
        && !(option.required() && hasDefault(option.defaultValue()))
        && isPlain(option.defaultValue(), field);
  }

  private static boolean isPlain(Parameters positional, Field field) {
    return positional.converter().length == 0
        && positional.type().length == 0
        && positional.split().isEmpty()
        && !positional.interactive()
        && positional.parameterConsumer() == usual("parameterConsumer")
        && positional.preprocessor() == usual("preprocessor")
        && positional.index().matches("[0-9]")
        && isAtMostOneWord(positional, field.getType())
        && isPlain(positional.defaultValue(), field);
  }

  /// Whether a positional takes one word or none, whatever is given.
  static boolean isAtMostOneWord(Parameters positional, Class<?> type) {
    return Set.of("", ONE_WORD, MAYBE_A_WORD).contains(positional.arity())
        && !type.isArray()
        && !Collection.class.isAssignableFrom(type)
        && !Map.class.isAssignableFrom(type);
  }

  private static boolean isPlain(String defaultValue, Field field) {
    return !Modifier.isFinal(field.getModifiers())
        && !Modifier.isStatic(field.getModifiers())
        // without a default, picocli leaves all but an Optional as it is
        && (hasDefault(defaultValue)
            ? PlainField.isPlain(defaultValue, field.getType())
            : field.getType() != Optional.class);
  }

  private static boolean hasDefault(String defaultValue) {
    return !defaultValue.equals(usual("defaultValue"));
  }

  /// The value of an annotation's element if the author does not set it.
  private static Object usual(String element) {
    try {
      return Option.class.getMethod(element).getDefaultValue();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
