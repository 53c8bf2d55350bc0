package network.golem.runtime.sdk.processes.starting;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import network.golem.runtime.protocol.environment.OperatorEnvironment;
import network.golem.runtime.sdk.processes.table.Mark;

/// The environment of a program: that of its `ProcessBuilder`, as the operator has set it, with the
/// mark that identifies the program's owner and is inherited by its descendants.
///
/// @param variables all but the mark; not changed any more
/// @param mark the variable whose value is the owner; empty before [#marked(Mark, String)]
record ProgramEnvironment(Map<String, String> variables, String mark, String owner) {

  /// What every `ProcessBuilder` begins with.
  private static final Map<String, String> GIVEN =
      new HashMap<>(new ProcessBuilder().environment());

  /// The same as programs see it. If an author changes nothing, `variables` is this very map, and
  /// what has been derived from it need not be derived again.
  private static final Map<String, String> INHERITED = restored(GIVEN);

  static ProgramEnvironment of(ProcessBuilder builder) {
    Map<String, String> chosen = builder.environment();
    return new ProgramEnvironment(chosen.equals(GIVEN) ? INHERITED : restored(chosen), "", "");
  }

  private static Map<String, String> restored(Map<String, String> variables) {
    Map<String, String> restored = new LinkedHashMap<>(variables);
    OperatorEnvironment.restore(restored);
    return restored;
  }

  ProgramEnvironment marked(Mark by, String newOwner) {
    return new ProgramEnvironment(variables, by.variable(), newOwner);
  }

  /// What every program inherits, without a mark.
  static Map<String, String> inherited() {
    return INHERITED;
  }

  /// Whether the author has changed nothing.
  @SuppressWarnings("ReferenceEquality") // equal ones are this very map
  boolean isInherited() {
    return variables == INHERITED;
  }

  /// All variables.
  Map<String, String> withMark() {
    Map<String, String> all = new LinkedHashMap<>(variables);
    if (!mark.isEmpty()) {
      all.put(mark, owner);
    }
    return all;
  }
}
