package network.golem.runtime.sdk;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Something a runtime bills by. It is counted through [Activity#counter(String)], but for the
/// supervisor's own four (`golem.usage.duration_sec`, `golem.usage.cpu_sec`, `golem.usage.gib`,
/// `golem.usage.storage_gib`), which may only be priced here.
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface UsageCounter {

  /// The name in the agreement's usage vector, such as `golem.usage.greetings`.
  String name();

  /// What the operator reads. Empty: the last part of the name.
  String description() default "";

  /// The price of one unit in GLM, as the preset suggests it.
  double price() default 0;

  /// What one unit is, for people.
  String unit() default "";
}
