package network.golem.runtime.testkit;

/// Assertions about a call of the runtime's program.
public final class ProgramResultAssert extends OutcomeAssert<ProgramResultAssert, ProgramResult> {

  ProgramResultAssert(ProgramResult actual) {
    super(actual, ProgramResultAssert.class);
  }
}
