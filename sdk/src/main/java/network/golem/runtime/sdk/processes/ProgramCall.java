package network.golem.runtime.sdk.processes;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A program to start.
///
/// @param command the program and its arguments
/// @param environment all of it, the mark of its owner included
/// @param oneOutput standard error goes where standard output goes
record ProgramCall(
    List<String> command, Map<String, String> environment, Path directory, boolean oneOutput) {

  /// What the builder says.
  ///
  /// @param directory where it is executed, unless the builder says
  /// @param mark a variable by which the program and whatever it starts can be found
  /// @throws IllegalArgumentException where the builder redirects what is ours to connect, or names
  ///   nothing to execute
  static ProgramCall of(ProcessBuilder builder, Path directory, String mark, String owner) {
    refuseRedirects(builder);
    List<String> command = List.copyOf(builder.command());
    if (command.isEmpty()) {
      throw new IllegalArgumentException("there is no program to execute: the command is empty");
    }
    command.forEach(ProgramCall::refuseNul);
    Map<String, String> environment = new LinkedHashMap<>(builder.environment());
    environment.put(mark, owner);
    Path place = builder.directory() == null ? directory : builder.directory().toPath();
    return new ProgramCall(command, environment, place, builder.redirectErrorStream());
  }

  private static void refuseRedirects(ProcessBuilder builder) {
    boolean plain =
        builder.redirectInput().equals(ProcessBuilder.Redirect.PIPE)
            && builder.redirectOutput().equals(ProcessBuilder.Redirect.PIPE)
            && builder.redirectError().equals(ProcessBuilder.Redirect.PIPE);
    if (!plain) {
      throw new IllegalArgumentException(
          "a program's outputs are the command's, so the ProcessBuilder must not redirect them;"
              + " its input is the second argument");
    }
  }

  private static void refuseNul(String word) {
    if (word.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a word of a command cannot contain the character NUL");
    }
  }

  String program() {
    return command.getFirst();
  }
}
