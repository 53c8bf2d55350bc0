package network.golem.runtime.sdk;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Declares a usage counter by which a runtime bills. The runtime counts with
/// [Activity#counter(String)], except for the supervisor's own four counters
/// (`golem.usage.duration_sec`, `golem.usage.cpu_sec`, `golem.usage.gib`,
/// `golem.usage.storage_gib`), for which only a price can be set here.
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface UsageCounter {

  /// The name in the agreement's usage vector, such as `golem.usage.greetings`.
  String name();

  /// A description for the operator. If empty, this is the last part of the name.
  String description() default "";

  /// The suggested price of one unit in GLM, for the preset. A counter without a price is not
  /// offered, and so not paid for, unless the provider sets one.
  double price() default 0;
}
