package network.golem.runtime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Packages have no cycles: none uses a package that uses it, directly or indirectly.
class PackagesTest {
  private static final String ALL = "network.golem.runtime.";
  private static final String SDK = ALL + "sdk";

  /// The root package contains both what an author calls and what an author implements, so its
  /// static methods use the top packages.
  private static final Set<String> FACADE =
      Set.of(
          SDK + ".GolemRuntime -> " + SDK + ".launch.Launch",
          SDK + ".GolemRuntime -> " + SDK + ".invocation.Source");

  /// The packages of the SDK from the bottom up, and what each uses: packages listed before it, and
  /// `protocol`. `api` is the author's API.
  private static final String ROOMS =
      """
      json                  :
      api                   : json
      messages              : api
      posix                 : messages
      frames                : wire
      output                : frames
      host                  : messages
      logging               : messages
      definition            : api
      config                : api messages
      commandline           : api definition messages
      processes.table       : posix
      processes.accounting  : messages posix processes.table
      processes.ending      : messages posix processes.accounting processes.table
      processes.running     : messages output posix processes.accounting
      processes.starting    : api messages posix processes.accounting processes.ending processes.running processes.table wire
      processes             : api messages output posix processes.accounting processes.ending processes.running processes.starting processes.table
      command               : api frames json output posix processes
      activity              : api commandline config definition frames json messages processes wire
      server                : activity api command definition frames host messages output posix processes wire
      invocation            : activity api command commandline config definition frames host json messages output posix processes processes.starting server
      launch                : host invocation logging messages posix wire
      build                 : activity api commandline definition host json launch logging wire
      """;

  private static UsedTypes types;
  private static PackageGraph graph;

  @BeforeAll
  static void read() throws IOException {
    types = UsedTypes.onClassPath();
    graph = PackageGraph.of(types, FACADE);
  }

  /// A module that is missing on this class path would not be checked.
  @Test
  void allModulesAreChecked() throws IOException {
    Set<String> there = new TreeSet<>();
    try (Stream<Path> modules = Files.list(Path.of("..").toAbsolutePath().normalize())) {
      for (Path module : modules.toList()) {
        Path sources = module.resolve("src/main/java");
        if (Files.isDirectory(sources)) {
          there.addAll(packagesIn(sources));
        }
      }
    }
    assertThat(there).isNotEmpty();
    assertThat(graph.uses().keySet()).containsAll(there);
  }

  private static List<String> packagesIn(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().matches(".*/[A-Z]\\w*\\.java"))
          .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
          .distinct()
          .toList();
    }
  }

  @Test
  void packagesHaveNoCycles() {
    assertThat(graph.cycles()).isEmpty();
  }

  @Test
  void everyExemptUseIsPartOfACycle() {
    for (String use : FACADE) {
      String[] ends = use.split(" -> ");
      assertThat(types.byType().get(ends[0])).as(use).contains(ends[1]);
      assertThat(graph.path(UsedTypes.packageOf(ends[1]), UsedTypes.packageOf(ends[0])))
          .as("what makes %s a cycle", use)
          .isNotEmpty();
    }
  }

  @Test
  void sdkPackagesUseOnlyTheListedPackages() {
    Map<String, Set<String>> actual = new TreeMap<>();
    graph
        .uses()
        .forEach((name, used) -> {
          if (isOfSdk(name)) {
            actual.put(
                room(name),
                used.keySet().stream().map(PackagesTest::room).collect(Collectors.toSet()));
          }
        });
    assertThat(lines(actual)).containsExactlyInAnyOrderElementsOf(lines(written()));
  }

  private static List<String> lines(Map<String, Set<String>> rooms) {
    return rooms.entrySet().stream()
        .map(room -> room.getKey() + ": " + String.join(" ", new TreeSet<>(room.getValue())))
        .toList();
  }

  @Test
  void sdkPackagesAreListedFromTheBottomUp() {
    Set<String> below = new TreeSet<>(Set.of("wire"));
    written()
        .forEach((room, used) -> {
          assertThat(below).as("what is below %s", room).containsAll(used);
          below.add(room);
        });
  }

  private static Map<String, Set<String>> written() {
    Map<String, Set<String>> rooms = new LinkedHashMap<>();
    ROOMS
        .lines()
        .forEach(line -> {
          String[] sides = line.split(":", 2);
          rooms.put(
              sides[0].strip(),
              Arrays.stream(sides[1].strip().split(" "))
                  .filter(name -> !name.isEmpty())
                  .collect(Collectors.toSet()));
        });
    return rooms;
  }

  private static boolean isOfSdk(String name) {
    return (name + ".").startsWith(SDK + ".");
  }

  private static String room(String name) {
    if (name.equals(SDK)) {
      return "api";
    }
    return isOfSdk(name) ? name.substring(SDK.length() + 1) : "wire";
  }
}
