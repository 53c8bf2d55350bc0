package network.golem.runtime.benchmarks.comparison;

/// The contestants of one comparison.
///
/// @param theirs the bench runtime on the Rust SDK
/// @param ours the bench runtime on this SDK
/// @param client the class path of our own client ([Reading])
/// @param ceiling a peer that does no work, which shows what the client, the pipe and the machine
///   allow
/// @param bare a Java that does nothing
record Field(Subject theirs, Subject ours, String client, Subject ceiling, BareJava bare) {

  /// The same contestants, with the runtime and the client of another checkout in place of ours.
  Field with(Subject runtime, String otherClient) {
    return new Field(theirs, runtime, otherClient, ceiling, bare);
  }
}
