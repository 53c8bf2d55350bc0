package network.golem.runtime.sdk.build;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The `main` method of a class, as Java's launcher finds it: declared or inherited, static or not,
/// with or without parameters.
record MainMethod(Class<?> type, Method method) {

  static Optional<MainMethod> of(Class<?> type) {
    return find(type, String[].class)
        .or(() -> find(type))
        .map(found -> new MainMethod(type, found));
  }

  private static Optional<Method> find(Class<?> type, Class<?>... parameters) {
    for (@Nullable Class<?> each = type; each != null; each = each.getSuperclass()) {
      try {
        Method method = each.getDeclaredMethod("main", parameters);
        if (method.getReturnType() == void.class && !Modifier.isPrivate(method.getModifiers())) {
          return Optional.of(method);
        }
      } catch (NoSuchMethodException e) {
        // it may be inherited
      }
    }
    return Optional.empty();
  }

  /// Calls the method.
  void call(String... words) throws ReflectiveOperationException {
    method.setAccessible(true);
    Object instance = null;
    if (!Modifier.isStatic(method.getModifiers())) {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      instance = constructor.newInstance();
    }
    if (method.getParameterCount() == 0) {
      method.invoke(instance);
    } else {
      method.invoke(instance, (Object) words);
    }
  }

  /// The exception that the call has thrown.
  static Throwable cause(ReflectiveOperationException e) {
    return e instanceof InvocationTargetException target && target.getCause() != null
        ? target.getCause()
        : e;
  }
}
