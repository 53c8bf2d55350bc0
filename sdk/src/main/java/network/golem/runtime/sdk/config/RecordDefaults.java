package network.golem.runtime.sdk.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.PropertyValueBuffer;
import tools.jackson.databind.deser.std.StdValueInstantiator;
import tools.jackson.databind.module.SimpleValueInstantiators;

/// Gives the components of a record that a file does not mention the values of the record that its
/// no-argument constructor creates. Without such a constructor, a component that is neither an
/// `Optional` nor `@Nullable` is required.
final class RecordDefaults extends SimpleValueInstantiators {
  private static final long serialVersionUID = 1L;

  private static final Map<Class<?>, Object> NOTHING =
      Map.of(
          Optional.class, Optional.empty(),
          OptionalInt.class, OptionalInt.empty(),
          OptionalLong.class, OptionalLong.empty(),
          OptionalDouble.class, OptionalDouble.empty());

  @Override
  public ValueInstantiator modifyValueInstantiator(
      DeserializationConfig config,
      BeanDescription.Supplier description,
      ValueInstantiator instantiator) {
    return description.getBeanClass().isRecord()
            && instantiator instanceof StdValueInstantiator standard
        ? new Completing(standard, description.getBeanClass())
        : instantiator;
  }

  private static final class Completing extends StdValueInstantiator {
    private static final long serialVersionUID = 1L;

    private final Class<?> type;

    Completing(StdValueInstantiator standard, Class<?> type) {
      super(standard);
      this.type = type;
    }

    @Override
    public Object createFromObjectWith(
        DeserializationContext context,
        SettableBeanProperty[] properties,
        PropertyValueBuffer buffer) {
      Object defaults = defaults(context);
      Map<String, RecordComponent> components =
          Arrays.stream(type.getRecordComponents())
              .collect(Collectors.toMap(RecordComponent::getName, Function.identity()));
      for (SettableBeanProperty property : properties) {
        if (!buffer.hasParameter(property) || buffer.getParameter(context, property) == null) {
          RecordComponent component = components.get(property.getMember().getName());
          if (component == null) {
            component = type.getRecordComponents()[property.getCreatorIndex()];
          }
          boolean _ =
              buffer.assignParameter(
                  property, value(context, property.getName(), component, defaults));
        }
      }
      return super.createFromObjectWith(context, properties, buffer);
    }

    private @Nullable Object value(
        DeserializationContext context,
        String key,
        RecordComponent component,
        @Nullable Object defaults) {
      if (defaults != null) {
        try {
          component.getAccessor().setAccessible(true);
          return component.getAccessor().invoke(defaults);
        } catch (IllegalAccessException | InvocationTargetException e) {
          throw new IllegalStateException("cannot read the default of " + component, e);
        }
      }
      if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        return null;
      }
      Object nothing = NOTHING.get(component.getType());
      if (nothing == null) {
        return context.reportInputMismatch(type, BindingErrors.MISSING + key);
      }
      return nothing;
    }

    private @Nullable Object defaults(DeserializationContext context) {
      try {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
      } catch (NoSuchMethodException e) {
        return null; // it has none: there are no defaults
      } catch (InvocationTargetException e) {
        return context.handleInstantiationProblem(type, null, e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot create the defaults of " + type, e);
      }
    }
  }
}
