package network.golem.runtime.sdk.command;

/// An exception whose message says all there is to say: where it was thrown tells nobody more.
public interface Sentence {}
