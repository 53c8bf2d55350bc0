package network.golem.runtime.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import network.golem.runtime.conformance.model.CheckDescription;
import org.junit.jupiter.api.Test;

class CheckSelectionTest {
  private static List<String> selected(List<String> only, List<String> skip) throws Exception {
    return CheckRun.all().stream()
        .filter(CheckSelection.of(only, skip))
        .map(CheckDescription::id)
        .toList();
  }

  @Test
  void byIdGroupRequirementOrPattern() throws Exception {
    assertThat(selected(List.of("run.end"), List.of())).containsExactly("run.end");
    assertThat(selected(List.of("hello"), List.of())).allMatch(id -> id.startsWith("hello."));
    assertThat(selected(List.of("RUN-1"), List.of())).contains("run.answer");
    assertThat(selected(List.of("run.end*"), List.of())).contains("run.end", "run.end.once");
    assertThat(selected(List.of(), List.of("run"))).noneMatch(id -> id.startsWith("run."));
    assertThat(selected(List.of("run"), List.of("run.end*", "RUN-1")))
        .contains("run.code.success")
        .doesNotContain("run.end", "run.answer");
  }

  @Test
  void nothingSelectedIsAMistake() {
    assertThatThrownBy(() -> selected(List.of("RUN-200"), List.of()))
        .hasMessage(
            "'RUN-200' selects no check: expected a check, a group or a requirement; --list prints"
                + " all");
  }
}
