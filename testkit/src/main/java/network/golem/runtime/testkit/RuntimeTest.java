package network.golem.runtime.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests a runtime. Each test method (and each method around it, such as `@BeforeEach`) may take
///
/// - a [RuntimeSession]: the runtime, deployed and started as a supervisor does it, in a workdir of
///   its own. It is shut down after the test; a test fails if its runtime does not end cleanly, or
///   breaks the protocol at any time.
/// - a [RuntimeProgram]: the runtime, to call its phases one by one.
/// - a [Desk]: plays ExeScripts against the runtime, as a node's supervisor does.
/// - [RuntimeChecks]: a test for each check of the published protocol, for a `@TestFactory`.
///
/// The runtime runs in the test's process, over real pipes. If the system property
/// `golem.runtime.test.binary` is set, the same tests run against the executable at that path.
///
/// In both cases the runtime sees this process's environment, except that it finds no configuration
/// of the developer: `XDG_DATA_HOME` is a directory of the test's own, which contains what
/// [#config()] says, and variables that set its log or its Java are empty.
/// `GOLEM_RUNTIME_TICK_WAIT` is `off`: no supervisor here reads counters once a second, so a
/// shutdown need not wait for that.
///
/// If the system property `golem.runtime.test.jdwp` is set with a binary, the process of its
/// `start` waits for a Java debugger on that port of 127.0.0.1, or on a free one, which is printed,
/// and there are no time limits. `golem.runtime.test.jdwp.phase` names another phase.
@Documented
@ExtendWith(RuntimeTestExtension.class)
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@SuppressWarnings("exports") // only JUnit uses the extension
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RuntimeTest {

  /// The class with `main`, which calls `GolemRuntime.launch`.
  Class<?> value();

  /// Arguments before the phase on each command line: the author's own options and positional
  /// parameters.
  String[] args() default {};

  /// The content of the runtime's configuration file: YAML, or JSON, which is a part of it. If
  /// empty, there is no file.
  String config() default "";

  /// More variables in the runtime's environment, each `NAME=VALUE`. In process, the runtime sees
  /// them in `Context.environment()`, and `System.getenv` does not.
  String[] environment() default {};

  /// How long each wait may take before the test fails.
  int timeoutSeconds() default 10;
}
