package network.golem.runtime.benchmarks.comparison;

/// Who is measured beside whom.
///
/// @param theirs the bench runtime on the Rust SDK
/// @param ours the one on this SDK
/// @param ceiling a peer that does no work: what the client, the pipe and the machine allow
/// @param bare Java with nothing to do
record Field(Subject theirs, Subject ours, Subject ceiling, BareJava bare) {}
