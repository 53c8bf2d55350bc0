package network.golem.runtime.sdk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a runtime is: the one source of its command line, its offer, its descriptor and its preset.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RuntimeDef {

  /// The runtime's name, which agreements name it by: letters, digits, `-`, `_` and `.`.
  String name();

  /// Its version: semver's three numbers (one or two are completed). Empty: the jar's
  /// `Implementation-Version`, else `0.0.0-dev`.
  String version() default "";

  /// One sentence for the provider's operator.
  String description() default "";

  /// How the supervisor talks to it, unless [GolemRuntime#deploy(Activity)] says otherwise.
  Mode mode() default Mode.SERVER;

  /// What it bills by.
  UsageCounter[] counters() default {};

  /// What its offer lists as `golem.runtime.capabilities`, such as `vpn`.
  String[] capabilities() default {};

  /// The supervisor hands it the task package (the image that the agreement names). Otherwise the
  /// descriptor says `--runtime-managed-image`.
  boolean image() default false;

  /// The supervisor hands it the agreed limits of hardware and leaves it to the runtime to keep
  /// them: the descriptor says `--runtime-managed-hardware`.
  boolean hardware() default false;

  /// Seconds from the moment the runtime is to stop until it has: at most 4, as the supervisor
  /// gives up after 5.
  ///
  /// This is how they are shared out, of the usual three; whoever needs less leaves the rest to
  /// those behind. Samples of counters: 0.3. Commands, after SIGTERM to their programs: 0.6, or 1.7
  /// where they execute programs, which are killed after 1.2. Background tasks: 0.2.
  /// [GolemRuntime#stop(Activity)]: the rest. Children of the runtime and what commands have left
  /// running: 1.2 between SIGTERM and SIGKILL, or 0.2 where `stop` has taken longer. Where a
  /// counter has changed, the answer then waits for the supervisor's next look at it, 1.1 at most,
  /// for which half of what the commands leave is kept.
  double stopSeconds() default 3;

  /// An unknown option on the command line is an error, not a warning. (The supervisor may learn
  /// new options.)
  boolean strictOptions() default false;
}
