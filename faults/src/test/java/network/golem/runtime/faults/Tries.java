package network.golem.runtime.faults;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.TestWatcher;

/// Invokes a row as often as requested, and counts the results.
final class Tries implements TestTemplateInvocationContextProvider, TestWatcher {
  /// The part of the tries that a build makes by itself.
  private static final int PART = 3;

  private static final String WANTED = System.getProperty("golem.faults", "few");

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    Fault fault = fault(context);
    int of =
        switch (WANTED) {
          case "few" -> Math.ceilDiv(fault.tries(), PART);
          case "more" -> fault.tries();
          case "whole" -> fault.whole();
          default ->
              throw new IllegalArgumentException(
                  "golem.faults is few, more or whole, not '" + WANTED + "'");
        };
    return IntStream.rangeClosed(1, of)
        .mapToObj(number -> new Try(new Attempt(number, of, new Random(number))));
  }

  private record Try(Attempt attempt) implements TestTemplateInvocationContext, ParameterResolver {
    @Override
    public String getDisplayName(int index) {
      return "try " + attempt.number() + " of " + attempt.of();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Attempt.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return attempt;
    }
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    table(context).succeeded(row(context));
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    table(context).failed(row(context));
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    table(context).skipped(row(context), cause == null ? "" : String.valueOf(cause.getMessage()));
  }

  private static Fault fault(ExtensionContext context) {
    return context.getRequiredTestMethod().getAnnotation(Fault.class);
  }

  private static Table.Row row(ExtensionContext context) {
    return new Table.Row(
        context.getRequiredTestClass().getSimpleName()
            + "#"
            + context.getRequiredTestMethod().getName(),
        fault(context).value());
  }

  /// The table of this run, which is printed at the end.
  private static Table table(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(Tries.class))
        .computeIfAbsent(Table.class, _ -> new Table(), Table.class);
  }
}
