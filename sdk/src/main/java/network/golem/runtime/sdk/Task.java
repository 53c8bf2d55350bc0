package network.golem.runtime.sdk;

/// Something that the runtime does beside its commands; see [Activity#background(String, Task)].
@FunctionalInterface
public interface Task {
  /// Runs the task. It must return when its thread is interrupted.
  void run() throws Exception;
}
