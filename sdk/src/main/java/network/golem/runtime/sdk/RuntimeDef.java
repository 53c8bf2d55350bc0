package network.golem.runtime.sdk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a runtime is: the single source of its command line, its offer, its descriptor and its
/// preset.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RuntimeDef {

  /// The runtime's name, by which agreements refer to it: letters, digits, `-`, `_` and `.`.
  String name();

  /// Its version: the three numbers of a semantic version (one or two are completed). If empty, the
  /// jar's `Implementation-Version`, otherwise `0.0.0-dev`.
  String version() default "";

  /// One sentence for the provider's operator.
  String description() default "";

  /// How the supervisor talks to it, unless [GolemRuntime#deploy(Activity)] says otherwise.
  Mode mode() default Mode.SERVER;

  /// What it bills by.
  UsageCounter[] counters() default {};

  /// What its offer lists as `golem.runtime.capabilities`, such as `vpn`.
  String[] capabilities() default {};

  /// Whether the supervisor passes the task package (the image that the agreement names) to it. If
  /// not, the descriptor has `--runtime-managed-image`.
  boolean image() default false;

  /// Whether the supervisor passes the agreed hardware limits to the runtime, and leaves it to the
  /// runtime to enforce them: the descriptor then has `--runtime-managed-hardware`.
  boolean hardware() default false;

  /// How many seconds the runtime has to stop: at most 4, because the supervisor gives up after 5.
  ///
  /// The usual three are shared out as follows; whoever needs less leaves the rest to the next.
  /// Samples of counters: 0.3. Commands, after SIGTERM to their programs: 0.6, or 1.7 if they
  /// execute programs, which are killed after 1.2. Background tasks: 0.2.
  /// [GolemRuntime#stop(Activity)]: the rest. Children of the runtime, and what commands have left
  /// running: 1.2 between SIGTERM and SIGKILL, or 0.2 if `stop` has taken longer. If a counter has
  /// changed, the answer then waits for the supervisor's next look at it, for at most 1.1; half of
  /// what the commands leave is reserved for that.
  double stopSeconds() default 3;

  /// Whether an unknown option on the command line is an error instead of a warning. (The
  /// supervisor may learn new options.)
  boolean strictOptions() default false;
}
