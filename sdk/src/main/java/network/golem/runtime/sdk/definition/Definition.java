package network.golem.runtime.sdk.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.RuntimeDef;

/// The values of a class's [RuntimeDef], checked and completed.
///
/// @param type the class that carries it
/// @param version three numbers, as the provider requires
/// @param counters the runtime's own; see [#pricedBuiltIns()] for the supervisor's
/// @param pricedBuiltIns the supervisor's own counters that have a price here
public record Definition(
    Class<?> type,
    String name,
    String version,
    String description,
    Mode mode,
    List<DeclaredCounter> counters,
    List<DeclaredCounter> pricedBuiltIns,
    List<String> capabilities,
    boolean image,
    boolean hardware,
    boolean programs,
    double stopSeconds,
    boolean strictOptions) {

  /// The counters that the supervisor keeps itself; it ignores a runtime's values for these.
  public static final Set<String> BUILT_IN_COUNTERS =
      Set.of(
          "golem.usage.duration_sec",
          "golem.usage.cpu_sec",
          "golem.usage.gib",
          "golem.usage.storage_gib");

  private static final double LONGEST_STOP = 4;

  /// What names and versions look like. A packaged runtime's definition has been checked, and does
  /// not need them.
  private static final class Patterns {
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    static final Pattern NUMBERS = Pattern.compile("(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?([-+].+)?");
    static final Pattern SEMVER =
        Pattern.compile(
            "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
                + "(-(0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)(\\.(0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*))*)?"
                + "(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?");
  }

  /// The definition that `type` declares.
  ///
  /// @throws DefinitionException if it declares none, or an invalid one
  public static Definition of(Class<?> type) {
    return PackagedDefinition.of(type).orElseGet(() -> ofAnnotation(type));
  }

  /// The name at the beginning of messages, even if the definition is invalid.
  public static String nameOf(Class<?> type) {
    return PackagedDefinition.of(type)
        .map(Definition::name)
        .orElseGet(() -> {
          RuntimeDef def = type.getAnnotation(RuntimeDef.class);
          return def == null || def.name().isBlank() ? type.getSimpleName() : def.name();
        });
  }

  private static Definition ofAnnotation(Class<?> type) {
    RuntimeDef def = type.getAnnotation(RuntimeDef.class);
    if (def == null) {
      throw new DefinitionException(
          "%s has no @RuntimeDef annotation; add one with the runtime's name", type.getName());
    }
    if (!Patterns.NAME.matcher(def.name()).matches()) {
      throw new DefinitionException(
          "@RuntimeDef(name) of %s must consist of letters, digits, '-', '_' and '.', not '%s'",
          type.getName(), def.name());
    }
    if (!(def.stopSeconds() > 0 && def.stopSeconds() <= LONGEST_STOP)) {
      throw new DefinitionException(
          "@RuntimeDef(stopSeconds) of %s must be above 0 and at most 4 (the supervisor gives up"
              + " after 5), not %s",
          type.getName(), def.stopSeconds());
    }
    List<DeclaredCounter> all = Stream.of(def.counters()).map(DeclaredCounter::of).toList();
    checkCounters(type, all);
    List<DeclaredCounter> own =
        all.stream().filter(counter -> !BUILT_IN_COUNTERS.contains(counter.name())).toList();
    if (def.mode() == Mode.ONE_SHOT) {
      refuseCountersInOneShot(type, own);
    }
    return new Definition(
        type,
        def.name(),
        version(type, def.version()),
        def.description(),
        def.mode(),
        own,
        all.stream().filter(counter -> BUILT_IN_COUNTERS.contains(counter.name())).toList(),
        List.of(def.capabilities()),
        def.image(),
        def.hardware(),
        def.programs(),
        def.stopSeconds(),
        def.strictOptions());
  }

  /// The same with the name that it has on this machine.
  ///
  /// @throws DefinitionException if that is not a valid name
  public Definition named(String own) {
    if (!Patterns.NAME.matcher(own).matches()) {
      throw new DefinitionException(
          "the name of %s must consist of letters, digits, '-', '_' and '.', not '%s'",
          type.getName(), own);
    }
    return new Definition(
        type,
        own,
        version,
        description,
        mode,
        counters,
        pricedBuiltIns,
        capabilities,
        image,
        hardware,
        programs,
        stopSeconds,
        strictOptions);
  }

  /// Own counters and one-shot mode do not go together: the supervisor listens to events in server
  /// mode only.
  ///
  /// @throws DefinitionException if there are own counters
  public void refuseCountersInOneShot() {
    refuseCountersInOneShot(type, counters);
  }

  private static void refuseCountersInOneShot(Class<?> type, List<DeclaredCounter> own) {
    if (!own.isEmpty()) {
      throw new DefinitionException(
          "%s declares the counter %s, which is not reported in ONE_SHOT mode; use SERVER mode, or"
              + " bill by %s",
          type.getName(), own.getFirst().name(), "golem.usage.duration_sec");
    }
  }

  private static void checkCounters(Class<?> type, List<DeclaredCounter> counters) {
    Set<String> names = new HashSet<>();
    for (DeclaredCounter counter : counters) {
      if (counter.name().isBlank() || counter.name().chars().anyMatch(Character::isWhitespace)) {
        throw new DefinitionException(
            "a @UsageCounter of %s needs a name like golem.usage.requests, not '%s'",
            type.getName(), counter.name());
      }
      if (!names.add(counter.name())) {
        throw new DefinitionException(
            "%s declares the counter %s twice", type.getName(), counter.name());
      }
      if (!(counter.price() >= 0 && Double.isFinite(counter.price()))) {
        throw new DefinitionException(
            "the price of the counter %s of %s must be a number of at least 0, not %s",
            counter.name(), type.getName(), counter.price());
      }
    }
  }

  private static String version(Class<?> type, String declared) {
    String version =
        declared.isEmpty()
            ? Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("0.0.0-dev")
            : declared;
    Matcher numbers = Patterns.NUMBERS.matcher(version);
    String completed =
        numbers.matches()
            ? Stream.of(numbers.group(1), numbers.group(2), numbers.group(3))
                    .map(number -> number == null ? "0" : number)
                    .reduce((left, right) -> left + "." + right)
                    .orElseThrow()
                + Optional.ofNullable(numbers.group(4)).orElse("")
            : version;
    if (!Patterns.SEMVER.matcher(completed).matches()) {
      throw new DefinitionException(
          "the version of %s must be a semantic version like 1.0.0 (otherwise the"
              + " provider does not start), not '%s'",
          type.getName(), version);
    }
    return completed;
  }
}
