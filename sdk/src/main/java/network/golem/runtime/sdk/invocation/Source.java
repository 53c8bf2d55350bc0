package network.golem.runtime.sdk.invocation;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.definition.DefinitionException;

/// Creates a runtime.
///
/// @param definition the class that carries the definition and the options
/// @param runtime creates the runtime when a phase is executed
public record Source<D>(
    Supplier<? extends D> definition, BiFunction<D, Context, ? extends GolemRuntime> runtime) {

  /// A runtime that is its own definition.
  public static Source<GolemRuntime> of(Supplier<? extends GolemRuntime> runtime) {
    return new Source<>(runtime, (made, _) -> made);
  }

  /// A runtime whose definition is a class of its own.
  ///
  /// @param type has a no-argument constructor
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
