package network.golem.runtime.sdk.messages;

/// An exception whose message says all there is to say: where it was thrown tells nobody more.
public interface Sentence {}
