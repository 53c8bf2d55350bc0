package network.golem.runtime.faults;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/// A row of the table: a fault that is provoked so many times. Each try is an invocation of the
/// method, which may ask for an [Attempt]; one that throws is a failure.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Tries.class)
@interface Fault {
  /// What is done, as the table shows it.
  String value();

  /// How often in every build.
  int tries() default 1;

  /// How often with `-Dgolem.faults=whole`.
  int whole() default 20;
}
