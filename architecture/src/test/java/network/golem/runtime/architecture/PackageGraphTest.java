package network.golem.runtime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackageGraphTest {
  private static final UsedTypes TYPES =
      new UsedTypes(
          Map.of(
              "house.hall.Door", Set.of("house.hall.Key", "house.roof.Ladder"),
              "house.hall.Key", Set.of(),
              "house.roof.Ladder", Set.of("house.cellar.Box"),
              "house.cellar.Box", Set.of("house.hall.Key")));

  @Test
  void reportsACycleWithTheUsesThatCauseIt() {
    assertThat(PackageGraph.of(TYPES, Set.of()).cycles())
        .containsExactly(
            """
            house.cellar -> house.hall -> house.roof -> house.cellar
                [house.cellar.Box -> house.hall.Key]
                [house.hall.Door -> house.roof.Ladder]
                [house.roof.Ladder -> house.cellar.Box]\
            """);
  }

  @Test
  void exemptUsesCauseNoCycle() {
    Set<String> exempt = Set.of("house.hall.Door -> house.roof.Ladder");
    assertThat(PackageGraph.of(TYPES, exempt).cycles()).isEmpty();
  }
}
