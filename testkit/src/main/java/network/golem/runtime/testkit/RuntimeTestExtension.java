package network.golem.runtime.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/// Gives each test its runtime, and ends it afterwards.
final class RuntimeTestExtension implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(RuntimeTestExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == RuntimeSession.class
        || type == RuntimeProgram.class
        || type == Desk.class
        || type == RuntimeChecks.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "a runtime belongs to one test; declare it as a parameter of the test method, or of a"
              + " method that runs before or after each test");
    }
    Fixture fixture =
        context
            .getStore(NAMESPACE)
            .computeIfAbsent(Fixture.class, key -> new Fixture(annotation(context)), Fixture.class);
    Class<?> type = parameter.getParameter().getType();
    if (type == Desk.class) {
      return fixture.program.desk();
    }
    if (type == RuntimeChecks.class) {
      return fixture.checks(context);
    }
    return type == RuntimeSession.class ? fixture.session() : fixture.program;
  }

  /// The nearest annotation: of the method, of its class, or of an enclosing class.
  private static RuntimeTest annotation(ExtensionContext innermost) {
    for (Optional<ExtensionContext> context = Optional.of(innermost);
        context.isPresent();
        context = context.get().getParent()) {
      Optional<RuntimeTest> found =
          AnnotationSupport.findAnnotation(context.get().getElement(), RuntimeTest.class);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new ParameterResolutionException("@RuntimeTest is missing");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Fixture fixture = context.getStore(NAMESPACE).remove(Fixture.class, Fixture.class);
    if (fixture == null) {
      return;
    }
    Optional<Throwable> failure = context.getExecutionException();
    failure.ifPresent(fixture::tell);
    try {
      fixture.close();
    } catch (AssertionError e) {
      if (failure.isEmpty()) {
        throw e; // otherwise the test has already failed, probably for the same reason
      }
    }
  }

  /// One test's runtime.
  private static final class Fixture {
    final TestedProgram program;
    private final List<OngoingChecks> checks = new CopyOnWriteArrayList<>();
    private @Nullable RuntimeSession session;

    Fixture(RuntimeTest test) {
      program =
          TestedProgram.of(
                  Target.of(test.value()), Duration.ofSeconds(test.timeoutSeconds()), test.args())
              .withEnvironment(test.environment());
      if (!test.config().isEmpty()) {
        var _ = program.withConfig(test.config());
      }
    }

    synchronized RuntimeSession session() {
      if (session == null) {
        session = program.deployAndStart();
      }
      return session;
    }

    RuntimeChecks checks(ExtensionContext context) {
      String method =
          context.getRequiredTestClass().getSimpleName()
              + "#"
              + context.getRequiredTestMethod().getName();
      return program.checks(method, checks::add);
    }

    void close() {
      checks.forEach(OngoingChecks::close);
      program.close();
    }

    /// Adds what happened in the sessions to a failure that does not show it.
    void tell(Throwable failure) {
      if (!(failure instanceof SessionFailure)) {
        program
            .sessions()
            .forEach(open -> failure.addSuppressed(new SessionTranscript(open.events())));
      }
    }
  }
}
