package network.golem.runtime.sdk.config;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Creates records of strings, numbers, booleans, lists, maps, optional values and further records,
/// without annotations. Components that are not mentioned get their values by the rule of
/// [RecordDefaults].
final class PlainRecords {
  private PlainRecords() {}

  /// Whether a type is a record that nothing but its components describes.
  static boolean isPlain(Class<?> type) {
    return type.isRecord()
        && type.getInterfaces().length == 0
        && type.getDeclaredConstructors().length <= 2
        && type.getDeclaredAnnotations().length == 0
        && areUnannotated(type.getRecordComponents())
        && areUnannotated(type.getDeclaredFields())
        && areUnannotated(type.getDeclaredMethods())
        && areUnannotated(type.getDeclaredConstructors());
  }

  private static boolean areUnannotated(AnnotatedElement[] elements) {
    for (AnnotatedElement element : elements) {
      if (element.getDeclaredAnnotations().length > 0) {
        return false;
      }
    }
    return true;
  }

  /// Creates a record.
  ///
  /// @throws NotPlainException if the content or the type needs more than this, or is wrong
  static Object create(Class<?> type, Map<?, ?> content) throws NotPlainException {
    if (!isPlain(type)) {
      throw new NotPlainException();
    }
    try {
      Object defaults = defaults(type);
      if (defaults != null && content.isEmpty()) {
        return defaults;
      }
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      @Nullable Object[] values = new @Nullable Object[components.length];
      int mentioned = 0;
      for (int i = 0; i < components.length; i++) {
        RecordComponent component = components[i];
        types[i] = component.getType();
        mentioned += content.containsKey(component.getName()) ? 1 : 0;
        Object written = content.get(component.getName());
        values[i] =
            written == null
                ? otherwise(component, defaults)
                : value(component.getGenericType(), written);
      }
      if (mentioned < content.size()) {
        throw new NotPlainException(); // there are unknown keys
      }
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new NotPlainException(e);
    }
  }

  private static @Nullable Object defaults(Class<?> type) throws ReflectiveOperationException {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == 0) {
        constructor.setAccessible(true);
        return constructor.newInstance();
      }
    }
    return null;
  }

  /// What a component is that is not mentioned, or null.
  private static @Nullable Object otherwise(RecordComponent component, @Nullable Object defaults)
      throws NotPlainException, ReflectiveOperationException {
    if (defaults != null) {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(defaults);
    }
    if (component.getType() == Optional.class) {
      return Optional.empty();
    }
    if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      return null;
    }
    throw new NotPlainException();
  }

  private static Object value(Type type, @Nullable Object written) throws NotPlainException {
    if (written == null) {
      throw new NotPlainException();
    }
    if (type instanceof Class<?> plain) {
      return single(plain, written);
    }
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      if (generic.getRawType() == Optional.class) {
        return Optional.of(value(of[0], written));
      }
      if (generic.getRawType() == List.class && written instanceof List<?> elements) {
        List<Object> list = new ArrayList<>(elements.size());
        for (Object element : elements) {
          list.add(value(of[0], element));
        }
        return list;
      }
      if (generic.getRawType() == Map.class
          && of[0] == String.class
          && written instanceof Map<?, ?> entries) {
        return of[1] == Object.class ? entries : map(of[1], entries);
      }
    }
    throw new NotPlainException();
  }

  private static Map<Object, Object> map(Type type, Map<?, ?> entries) throws NotPlainException {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      map.put(entry.getKey(), value(type, entry.getValue()));
    }
    return map;
  }

  private static Object single(Class<?> type, Object written) throws NotPlainException {
    if (type == Object.class
        || (type == String.class && written instanceof String)
        || ((type == boolean.class || type == Boolean.class) && written instanceof Boolean)
        || ((type == double.class || type == Double.class) && written instanceof Double)) {
      return written;
    }
    if (written instanceof BigDecimal number // in TOML
        && (type == double.class || type == Double.class)) {
      return number.doubleValue();
    }
    if (written instanceof Integer || written instanceof Long) {
      long number = ((Number) written).longValue();
      if ((type == int.class || type == Integer.class) && number == (int) number) {
        return (int) number;
      }
      if (type == long.class || type == Long.class) {
        return number;
      }
      if (type == double.class || type == Double.class) {
        return (double) number;
      }
    }
    if (written instanceof Map<?, ?> content) {
      return create(type, content);
    }
    throw new NotPlainException();
  }
}
