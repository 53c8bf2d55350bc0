package network.golem.runtime.protocol;

/// The field numbers of the two outer messages. Those of the inner ones are where they are written
/// and read.
final class Fields {
  static final int REQUEST_ID = 1;
  static final int REQUEST_HELLO = 2;

  static final int EVENT = 1;
  static final int RESPONSE_ID = 2;
  static final int ERROR = 3;
  static final int RESPONSE_HELLO = 4;
  static final int STATUS = 20;
  static final int RUNTIME_STATUS = 21;

  /// The same in requests and answers.
  static final int RUN = 10;

  static final int KILL = 11;
  static final int SHUTDOWN = 12;
  static final int NETWORK = 30;

  private Fields() {}
}
