package network.golem.runtime.sdk.messages;

/// An exception whose message is complete: its stack trace would add nothing.
public interface Sentence {}
