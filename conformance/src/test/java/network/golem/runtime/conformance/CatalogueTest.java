package network.golem.runtime.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.model.Requirement;
import network.golem.runtime.conformance.model.Requirements;
import network.golem.runtime.conformance.model.Severity;
import org.junit.jupiter.api.Test;

/// The list of checks, and the page that it is read beside.
class CatalogueTest {
  private static final List<CheckDescription> CHECKS = CheckRun.all();
  private static final Requirements PUBLISHED = Requirements.published();

  @Test
  void thePageIsRead() {
    assertThat(PUBLISHED.version()).isEqualTo("1.0");
    assertThat(PUBLISHED.byId()).hasSizeGreaterThan(150);
    assertThat(PUBLISHED.features()).hasSize(12).contains("server", "one-shot");

    Requirement ended = PUBLISHED.get("RUN-2");
    assertThat(ended.severity()).isEqualTo(Severity.MUST);
    assertThat(ended.features()).containsExactly("server");
    assertThat(ended.statement()).startsWith("Send exactly one event with `running` false");
    assertThat(ended.otherwise()).startsWith("without one, the requestor's command never ends");
    assertThat(PUBLISHED.get("KILL-3").features())
        .containsExactlyInAnyOrder("kill", "programs", "server");
    assertThat(PUBLISHED.get("MSG-6").severity()).isEqualTo(Severity.SHOULD);
    assertThat(PUBLISHED.byId().values())
        .allSatisfy(each -> assertThat(PUBLISHED.features()).containsAll(each.features()));
  }

  @Test
  void idsNameTheirGroup() {
    assertThat(CHECKS).hasSizeGreaterThanOrEqualTo(120);
    assertThat(CHECKS)
        .extracting(CheckDescription::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z]+([.][a-z0-9-]+)+"));
  }

  @Test
  void sentencesAreOneLineAndSayWhatTheRuntimeDoes() {
    assertThat(CHECKS)
        .extracting(CheckDescription::sentence)
        .allMatch(sentence -> sentence.matches("[A-Z].{10,90}[^.]"));
  }

  @Test
  void whatACheckTakesForGrantedComesBeforeIt() {
    Set<String> before = new TreeSet<>();
    for (CheckDescription check : CHECKS) {
      assertThat(before).as(check.id()).containsAll(check.after());
      before.add(check.id());
    }
  }

  @Test
  void mostRequirementsAreChecked() {
    Set<String> checked =
        CHECKS.stream()
            .flatMap(check -> check.requirementIds().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(checked).hasSizeGreaterThanOrEqualTo(120);
  }
}
