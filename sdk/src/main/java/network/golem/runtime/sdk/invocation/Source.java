package network.golem.runtime.sdk.invocation;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.definition.DefinitionException;

/// Where a runtime comes from.
///
/// @param definition what carries the definition and the options
/// @param runtime made of it, once a phase is to be executed
public record Source<D>(
    Supplier<? extends D> definition, BiFunction<D, Context, ? extends GolemRuntime> runtime) {

  /// A runtime that is its own definition.
  public static Source<GolemRuntime> of(Supplier<? extends GolemRuntime> runtime) {
    return new Source<>(runtime, (made, _) -> made);
  }

  /// A definition, and what makes a runtime of it.
  ///
  /// @param type has a constructor without parameters
  public static <D> Source<D> of(
      Class<D> type, BiFunction<D, Context, ? extends GolemRuntime> runtime) {
    return new Source<>(() -> make(type), runtime);
  }

  private static <D> D make(Class<D> type) {
    try {
      Constructor<D> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "the constructor of " + type.getName() + " failed: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new DefinitionException("%s needs a no-argument constructor: %s", type.getName(), e);
    }
  }
}
