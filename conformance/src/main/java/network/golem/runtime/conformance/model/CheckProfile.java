package network.golem.runtime.conformance.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a particular runtime can be asked to do, and which features it has.
///
/// @param features the features that it has; empty if they are to be found out
/// @param commands how it is asked for what it can do
/// @param start the requestor's arguments of `start`, for a runtime that needs some
public record CheckProfile(
    Optional<Set<String>> features, Map<Ability, ProfileCommand> commands, List<String> start) {
  /// The name of the file, beside a runtime or in its project.
  public static final String FILE_NAME = "check.json";

  public CheckProfile {
    commands = Map.copyOf(commands);
    start = List.copyOf(start);
  }

  /// Nothing is known.
  public static CheckProfile unknown() {
    return new CheckProfile(Optional.empty(), Map.of(), List.of());
  }

  /// Reads a profile.
  ///
  /// @throws ProfileException with one sentence if it cannot be read, or is not a profile
  public static CheckProfile read(Path file) throws ProfileException {
    return ProfileReader.read(file);
  }

  /// The profile of a runtime: `check.json` in the directory that the user has named, beside the
  /// executable, or in the project whose `target/plugins` contains it. Without one, nothing is
  /// known.
  ///
  /// @param named as the user has named it
  /// @param executable the runtime itself
  public static CheckProfile beside(Path named, Path executable) throws ProfileException {
    Path absolute = named.toAbsolutePath().normalize();
    List<Path> directories = new ArrayList<>(List.of(absolute));
    for (Path above = executable.getParent(); above != null; above = above.getParent()) {
      directories.add(above);
      if (above.endsWith("target/plugins")) {
        directories.add(above.resolve("../..").normalize());
        break;
      }
      if (!above.toString().contains("/target/plugins")) {
        break;
      }
    }
    for (Path directory : directories) {
      Path file = directory.resolve(FILE_NAME);
      if (Files.isRegularFile(file)) {
        return read(file);
      }
    }
    return unknown();
  }

  /// How the runtime is asked for this; also by means of a shell, if it has one.
  public Optional<ProfileCommand> command(Ability ability) {
    ProfileCommand own = commands.get(ability);
    if (own != null) {
      return Optional.of(own);
    }
    return commands.containsKey(Ability.SHELL) ? byShell(ability) : byOther(ability);
  }

  private Optional<ProfileCommand> byShell(Ability ability) {
    return switch (ability) {
      case SUCCEED -> Optional.of(shell("true", 0));
      case FAIL -> Optional.of(shell("exit 7", 7));
      case PRINT ->
          Optional.of(shell("printf 'printed by a shell\\n'", 0).printing("printed by a shell\n"));
      case COMPLAIN ->
          Optional.of(shell("printf 'complained\\n' >&2", 0).complaining("complained\n"));
      case FLOOD -> Optional.of(shell("head -c {bytes} /dev/zero | tr '\\0' x", 0));
      case SLEEP -> Optional.of(shell("exec sleep {seconds}", 0));
      case ECHO -> Optional.of(echoByShell());
      case SHELL, COUNT, STATE, CRASH, REFUSE, MISUSE -> Optional.empty();
    };
  }

  private ProfileCommand shell(String line, int code) {
    ProfileCommand shell = Objects.requireNonNull(commands.get(Ability.SHELL));
    return ProfileCommand.of(shell.call(Map.of("line", line), List.of()), code);
  }

  private ProfileCommand echoByShell() {
    List<String> words =
        new ArrayList<>(shell("[ $# -eq 0 ] || printf '<%s>\\n' \"$@\"", 0).words());
    words.addAll(List.of("sh", "{args}"));
    return ProfileCommand.of(words, 0).echoing(new ProfileCommand.Echo("<", ">\n", "", ""));
  }

  private Optional<ProfileCommand> byOther(Ability ability) {
    return switch (ability) {
      case SUCCEED ->
          first(Ability.PRINT, Ability.COUNT)
              .or(() ->
                  echo().map(echo -> ProfileCommand.of(echo.call(Map.of(), List.of("Ada")), 0)));
      case PRINT ->
          echo()
              .map(echo ->
                  ProfileCommand.of(echo.call(Map.of(), List.of("Ada")), 0)
                      .printing(echo.echo().of(List.of("Ada"))));
      default -> Optional.empty();
    };
  }

  private Optional<ProfileCommand> echo() {
    return Optional.ofNullable(commands.get(Ability.ECHO));
  }

  private Optional<ProfileCommand> first(Ability... abilities) {
    for (Ability ability : abilities) {
      if (commands.containsKey(ability)) {
        return Optional.of(commands.get(ability));
      }
    }
    return Optional.empty();
  }

  /// With further commands, which do not replace those that are known.
  public CheckProfile or(Map<Ability, ProfileCommand> guessed) {
    Map<Ability, ProfileCommand> all = new EnumMap<>(Ability.class);
    all.putAll(guessed);
    all.putAll(commands);
    return new CheckProfile(features, all, start);
  }

  /// With the features that have been found out.
  public CheckProfile withFeatures(Set<String> found) {
    return new CheckProfile(Optional.of(new TreeSet<>(found)), commands, start);
  }

  /// Whether it has all of these features.
  public boolean has(Set<String> wanted) {
    return features.orElse(Set.of()).containsAll(wanted);
  }
}
