package network.golem.runtime.sdk.processes.starting;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.sdk.processes.table.Mark;

/// A program to start.
///
/// @param command the program and its arguments
/// @param oneOutput whether standard error goes to standard output
/// @param out the file that standard output is appended to; if empty, the runtime reads it
/// @param err the same for standard error
/// @param owner the owner of the program
/// @param limit the mark's resource limit; 0 for none
public record ProgramCall(
    List<String> command,
    ProgramEnvironment environment,
    Path directory,
    boolean oneOutput,
    Optional<Path> out,
    Optional<Path> err,
    String owner,
    long limit) {

  /// Where outputs may be redirected to.
  public enum Outputs {
    ARE_PIPES,
    MAY_BE_FILES
  }

  /// Reads a builder.
  ///
  /// @param directory the working directory, unless the builder sets one
  /// @throws IllegalArgumentException if the builder redirects a stream that the runtime connects,
  ///   or has no command
  public static ProgramCall of(ProcessBuilder builder, Path directory, Outputs outputs) {
    List<String> command = List.copyOf(builder.command());
    if (command.isEmpty()) {
      throw new IllegalArgumentException("no program to execute: the command is empty");
    }
    command.forEach(ProgramCall::refuseNul);
    if (!builder.redirectInput().equals(Redirect.PIPE)) {
      throw new IllegalArgumentException(
          "a program's input is empty or the given stream; the ProcessBuilder must not redirect"
              + " it");
    }
    Path place = builder.directory() == null ? directory : builder.directory().toPath();
    return new ProgramCall(
        command,
        ProgramEnvironment.of(builder),
        place,
        builder.redirectErrorStream(),
        file(builder.redirectOutput(), outputs),
        builder.redirectErrorStream() ? Optional.empty() : file(builder.redirectError(), outputs),
        "",
        0);
  }

  /// The same call with the mark that identifies the owner of the program and of its descendants.
  public ProgramCall marked(Mark mark, String owner) {
    return new ProgramCall(
        command,
        environment.marked(mark, owner),
        directory,
        oneOutput,
        out,
        err,
        owner,
        mark.limit(owner));
  }

  private static Optional<Path> file(Redirect redirect, Outputs outputs) {
    if (redirect.equals(Redirect.PIPE)) {
      return Optional.empty();
    }
    boolean isFile =
        redirect.type() == Redirect.Type.WRITE || redirect.type() == Redirect.Type.APPEND;
    if (outputs == Outputs.ARE_PIPES || !isFile || redirect.file() == null) {
      throw new IllegalArgumentException(
          outputs == Outputs.ARE_PIPES
              ? "a program's outputs are the command's; the ProcessBuilder must not redirect"
                  + " them (a shell can: sh -c 'exec \"$@\" >\"$0\"' FILE PROGRAM ARG...)"
              : "a child's outputs go to the log or to files; the ProcessBuilder must not"
                  + " inherit them");
    }
    Path path = redirect.file().toPath().toAbsolutePath();
    make(path, redirect.type() == Redirect.Type.WRITE);
    return Optional.of(path);
  }

  private static void make(Path path, boolean empty) {
    try {
      Files.newOutputStream(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              empty ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND)
          .close();
    } catch (IOException e) {
      throw new IllegalArgumentException("a program's output cannot go to " + path + ": " + e, e);
    }
  }

  private static void refuseNul(String word) {
    if (word.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an argument cannot contain the character NUL");
    }
  }

  public String program() {
    return command.getFirst();
  }
}
