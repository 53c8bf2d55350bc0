package network.golem.runtime.examples.httpservice.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many files the system lets this process open. A connection is one.
final class OpenFiles {
  private static final Pattern LIMIT = Pattern.compile("Max open files +([0-9]+)");

  private OpenFiles() {}

  /// How many clients may be connected: as many as the service's file says, but at most three
  /// quarters of the files. The others are for connections to the service, and for the runtime.
  static int most(int wanted) {
    try {
      Matcher limit = LIMIT.matcher(Files.readString(Path.of("/proc/self/limits")));
      return limit.find()
          ? Math.clamp(Long.parseLong(limit.group(1)) / 4 * 3, 1, wanted)
          : wanted; // unlimited
    } catch (IOException _) {
      return wanted; // another system, or another limit
    }
  }
}
