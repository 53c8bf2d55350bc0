package network.golem.runtime.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The uses between packages, and the types that cause them.
record PackageGraph(Map<String, Map<String, Set<String>>> uses) {

  /// @param exempt uses that do not count: `Type -> Type`
  static PackageGraph of(UsedTypes types, Set<String> exempt) {
    PackageGraph graph = new PackageGraph(new TreeMap<>());
    types
        .byType()
        .forEach((type, used) -> {
          String from = UsedTypes.packageOf(type);
          Map<String, Set<String>> others = graph.uses.computeIfAbsent(from, _ -> new TreeMap<>());
          for (String other : used) {
            String to = UsedTypes.packageOf(other);
            String use = type + " -> " + other;
            if (!to.equals(from) && !exempt.contains(use)) {
              others.computeIfAbsent(to, _ -> new TreeSet<>()).add(use);
            }
          }
        });
    return graph;
  }

  Set<String> usedBy(String name) {
    return uses.getOrDefault(name, Map.of()).keySet();
  }

  /// For each use that is part of a cycle of packages, the shortest such cycle, with the uses that
  /// cause it.
  List<String> cycles() {
    List<String> cycles = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    for (String from : uses.keySet()) {
      for (String to : usedBy(from)) {
        List<String> back = path(to, from);
        if (!back.isEmpty() && known.add(String.join(" ", new TreeSet<>(back)))) {
          back.addFirst(from);
          cycles.add(described(back));
        }
      }
    }
    return cycles;
  }

  /// The shortest way from one package to another, both included; empty if there is none.
  List<String> path(String from, String to) {
    Map<String, String> cameFrom = new TreeMap<>(Map.of(from, from));
    ArrayDeque<String> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty() && !cameFrom.containsKey(to)) {
      String here = next.remove();
      for (String there : usedBy(here)) {
        if (cameFrom.putIfAbsent(there, here) == null) {
          next.add(there);
        }
      }
    }
    List<String> path = new ArrayList<>();
    if (cameFrom.containsKey(to)) {
      for (String here = to; !here.equals(from); here = cameFrom.get(here)) {
        path.addFirst(here);
      }
      path.addFirst(from);
    }
    return path;
  }

  private String described(List<String> cycle) {
    StringBuilder text = new StringBuilder(String.join(" -> ", cycle));
    for (int i = 0; i + 1 < cycle.size(); i++) {
      text.append("\n    ").append(uses.get(cycle.get(i)).get(cycle.get(i + 1)));
    }
    return text.toString();
  }
}
