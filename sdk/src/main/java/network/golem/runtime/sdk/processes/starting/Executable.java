package network.golem.runtime.sdk.processes.starting;

import static network.golem.runtime.sdk.messages.ErrorWords.EACCES;
import static network.golem.runtime.sdk.messages.ErrorWords.ENOENT;
import static network.golem.runtime.sdk.messages.ErrorWords.ENOEXEC;
import static network.golem.runtime.sdk.messages.ErrorWords.ENOTDIR;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import network.golem.runtime.sdk.messages.ErrorWords;
import network.golem.runtime.sdk.posix.CStrings;
import network.golem.runtime.sdk.posix.MemoryScope;
import network.golem.runtime.sdk.posix.NativeMemory;
import network.golem.runtime.sdk.posix.Posix;
import network.golem.runtime.sdk.posix.SpawnCalls;

/// Finds the file for a program's name as a shell does, and the reason if it cannot be executed.
final class Executable {
  private static final String SHELL = "/bin/sh";
  private static final int EXISTS = 0;
  private static final int MAY_BE_EXECUTED = 1;
  private static final int FIRST_BYTES = 128;

  private final ProgramCall call;
  private final MemoryScope scope;
  private final Posix posix;
  private final NativeMemory directory;

  Executable(ProgramCall call, MemoryScope scope, Posix posix, NativeMemory directory) {
    this.call = call;
    this.scope = scope;
    this.posix = posix;
    this.directory = directory;
  }

  /// Starts the program.
  ///
  /// @return its pid
  long start(SpawnCalls spawn, NativeMemory words, NativeMemory environment) throws CannotStart {
    NativeMemory pid = scope.allocate(Integer.BYTES);
    String program = call.program();
    int error = ENOENT;
    String found = program;
    for (String candidate : candidates(program)) {
      NativeMemory path = CStrings.of(scope, candidate);
      if (isSearched(program) && !posix.access(inDirectory(candidate), MAY_BE_EXECUTED)) {
        if (posix.access(inDirectory(candidate), EXISTS)) {
          error = EACCES;
          found = candidate;
        }
        continue;
      }
      int result = spawn.spawn(pid, path, words, environment);
      if (result == ENOEXEC && isText(candidate)) {
        result = spawn.spawn(pid, CStrings.of(scope, SHELL), shellWords(candidate), environment);
      }
      if (result == 0) {
        return pid.getInt(0);
      }
      if (result != ENOENT || error == ENOENT) {
        error = result;
        found = candidate;
      }
      if (result != ENOENT && result != EACCES && result != ENOTDIR) {
        break;
      }
    }
    throw failure(error, found);
  }

  private static boolean isSearched(String program) {
    return !program.contains("/");
  }

  private List<String> candidates(String program) {
    if (!isSearched(program)) {
      return List.of(program);
    }
    List<String> candidates = new ArrayList<>();
    if (!program.isEmpty()) {
      for (String searched : searchPath().split(":", -1)) {
        candidates.add((searched.isEmpty() ? "." : searched) + "/" + program);
      }
    }
    return candidates;
  }

  private String searchPath() {
    return call.environment().variables().getOrDefault("PATH", SpawnCalls.USUAL_PATH);
  }

  private NativeMemory inDirectory(String path) {
    return CStrings.of(scope, path.startsWith("/") ? path : call.directory() + "/" + path);
  }

  /// A script without a `#!` line is executed by the shell.
  private NativeMemory shellWords(String script) {
    return CStrings.ofAll(
        scope,
        Stream.concat(
                Stream.of(SHELL, script), call.command().subList(1, call.command().size()).stream())
            .toList());
  }

  private boolean isText(String candidate) {
    try (InputStream in = Files.newInputStream(call.directory().resolve(Path.of(candidate)))) {
      for (byte b : in.readNBytes(FIRST_BYTES)) {
        if (b == 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// The message is for the requestor, so it does not reveal this machine's paths; those go to the
  /// log.
  private CannotStart failure(int error, String found) {
    String program = call.program();
    if (program.isEmpty()) {
      return CannotStart.notFound("no program to execute: its name is empty", "");
    }
    if (error == ENOENT || error == ENOTDIR) {
      if (!posix.access(directory, EXISTS)) {
        return CannotStart.noDirectory(call);
      }
      if (posix.access(inDirectory(found), EXISTS)) {
        return CannotStart.notExecutable(
            "the interpreter in the first line of '" + program + "' does not exist",
            isSearched(program) ? found : "");
      }
      return isSearched(program)
          ? CannotStart.notFound(
              "program '" + program + "' not found in PATH", "PATH is " + searchPath())
          : CannotStart.notFound("program '" + program + "' not found", "");
    }
    return CannotStart.notExecutable(
        "cannot execute '" + program + "': " + reason(error, found),
        isSearched(program) ? found : "");
  }

  private String reason(int error, String found) {
    return error == EACCES
        ? DeniedFile.reason(call.directory().resolve(found))
        : ErrorWords.of(error);
  }
}
