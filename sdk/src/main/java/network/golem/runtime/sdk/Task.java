package network.golem.runtime.sdk;

/// Something that the runtime does beside its commands; see [Activity#background(String, Task)].
@FunctionalInterface
public interface Task {
  /// Does it. Leaves when interrupted.
  void run() throws Exception;
}
