package network.golem.runtime.faults;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/// A row of the table: a fault that is provoked many times. Each try is an invocation of the
/// method, which may have a parameter of type [Attempt]; a try that throws is a failure.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Tries.class)
@interface Fault {
  /// The description of the fault in the table.
  String value();

  /// The number of tries with `-Dgolem.faults=more`, as in `.ci/run`; a build makes a third.
  int tries() default 1;

  /// The number of tries with `-Dgolem.faults=whole`.
  int whole() default 20;
}
