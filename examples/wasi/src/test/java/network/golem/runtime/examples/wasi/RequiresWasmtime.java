package network.golem.runtime.examples.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The test needs wasmtime's library. Without it, the test is skipped, and says so; with
/// `-Dgolem.wasmtime=required`, it fails instead.
@ExtendWith(RequiresWasmtime.Condition.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface RequiresWasmtime {

  /// Whether the library is there.
  final class Condition implements ExecutionCondition {
    private static final String HOW = "wasmtime's library is missing; examples/wasi/fetch gets it";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Files.isRegularFile(EngineFiles.library())) {
        return ConditionEvaluationResult.enabled("wasmtime's library is there");
      }
      assertThat(System.getProperty("golem.wasmtime")).as(HOW).isNotEqualTo("required");
      if (context.getTestMethod().isEmpty()) {
        System.err.println("SKIPPED: " + context.getDisplayName() + ": " + HOW);
      }
      return ConditionEvaluationResult.disabled(HOW);
    }
  }
}
