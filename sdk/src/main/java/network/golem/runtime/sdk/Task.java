package network.golem.runtime.sdk;

/// A task that runs beside the commands; see [Activity#background(String, Task)].
@FunctionalInterface
public interface Task {
  /// Runs the task. It must return when its thread is interrupted.
  void run() throws Exception;
}
