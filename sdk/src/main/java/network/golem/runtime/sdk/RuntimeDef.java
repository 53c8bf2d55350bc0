package network.golem.runtime.sdk;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes a runtime. This is the single source of its command line, its offer, its descriptor
/// and its preset.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RuntimeDef {

  /// The runtime's name, as agreements refer to it. It consists of letters, digits, `-`, `_` and
  /// `.`.
  String name();

  /// The runtime's version: the three numbers of a semantic version; missing numbers are 0. If
  /// empty, this is the jar's `Implementation-Version`, or `0.0.0-dev` if the jar has none.
  String version() default "";

  /// A description for the provider's operator, in one sentence.
  String description() default "";

  /// How the supervisor communicates with the runtime, unless [GolemRuntime#deploy(Activity)]
  /// chooses another mode.
  Mode mode() default Mode.SERVER;

  /// The usage counters by which the runtime bills.
  UsageCounter[] counters() default {};

  /// The capabilities that the offer lists in `golem.runtime.capabilities`, such as `vpn`.
  String[] capabilities() default {};

  /// Whether the supervisor passes the task package (the image that the agreement names) to the
  /// runtime. If not, the descriptor has `--runtime-managed-image`.
  boolean image() default false;

  /// Whether the supervisor passes the agreed hardware limits to the runtime, which must then
  /// enforce them itself. If so, the descriptor has `--runtime-managed-hardware`.
  boolean hardware() default false;

  /// Whether it executes programs, by [Command#exec(ProcessBuilder)] or
  /// [Activity#spawn(ProcessBuilder)]. What that needs is then prepared in the background, shortly
  /// after the supervisor has been greeted and while no command is running, so that the first
  /// program starts as fast as the next; it takes some memory, and a part of a packaged runtime's
  /// start-up cache. If not, it is prepared for the first program, which may be executed all the
  /// same.
  boolean programs() default false;

  /// How many seconds the runtime has to stop: at most 4, because the supervisor gives up after 5.
  ///
  /// The default of three seconds is divided as follows; a step that needs less leaves the rest to
  /// the next ones. Samples of counters: 0.3. Commands, after SIGTERM to their programs: 0.6, or
  /// 1.7 if they execute programs, which are killed after 1.2. Background tasks: 0.2.
  /// [GolemRuntime#stop(Activity)]: the rest. Children of the runtime, and processes that commands
  /// have left running: 1.2 between SIGTERM and SIGKILL, or 0.2 if `stop` has taken longer. If a
  /// counter has changed, the answer then waits until the supervisor next reads the counters, for
  /// at most 1.1; half of what the commands leave is reserved for that.
  double stopSeconds() default 3;

  /// Whether an unknown option on the command line is an error. By default it is a warning, because
  /// a newer supervisor may pass options that this version does not know.
  boolean strictOptions() default false;
}
