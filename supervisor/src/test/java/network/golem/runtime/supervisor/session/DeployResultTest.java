package network.golem.runtime.supervisor.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import network.golem.runtime.supervisor.play.CommandFailure;
import network.golem.runtime.supervisor.session.DeployResult.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Outputs of a runtime's `deploy`, row by row.
class DeployResultTest {
  private static final DeployResult ONE_SHOT =
      new DeployResult(false, Optional.of(List.of()), Optional.empty());
  private static final DeployResult SERVER =
      new DeployResult(true, Optional.of(List.of()), Optional.empty());

  @Test
  void emptyOutputMeansOneShotModeAndKeepsTheVolumes() throws Exception {
    assertThat(DeployResult.parse(""))
        .isEqualTo(new DeployResult(false, Optional.empty(), Optional.empty()));
  }

  @Test
  void readsEveryField() throws Exception {
    assertThat(
            DeployResult.parse(
                """
                {"startMode": "blocking", "valid": {"Ok": ""},
                 "vols": [{"name": "vol-1", "path": "/golem/input"}, {"name": ".", "path": ""}]}
                """))
        .isEqualTo(
            new DeployResult(
                true,
                Optional.of(List.of(new Volume("vol-1", "/golem/input"), new Volume(".", ""))),
                Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"valid\": {\"Ok\": \"\"}}",
        "{\"valid\": {\"Ok\": \"\"}, \"startMode\": \"empty\"}",
        "{\"valid\": {\"Ok\": \"\"}, \"vols\": [], \"unknown\": 1}",
        "{\"valid\": {\"Ok\": \"\"}} \n\t\r\n",
        "a line of a library\n{\"valid\": {\"Ok\": \"\"}}"
      })
  void outputThatMeansOneShotMode(String printed) throws Exception {
    assertThat(DeployResult.parse(printed)).isEqualTo(ONE_SHOT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"startMode\":\"blocking\",\"valid\":{\"Ok\":\"\"},\"vols\":[]}",
        "}}] {\"startMode\": \"blocking\", \"valid\": {\"Ok\": \"x\"}}"
      })
  void outputThatMeansServerMode(String printed) throws Exception {
    assertThat(DeployResult.parse(printed)).isEqualTo(SERVER);
  }

  @Test
  void errorIsKept() throws Exception {
    assertThat(DeployResult.parse("{\"valid\": {\"Err\": \"no disk\"}}").error())
        .contains("no disk");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          hello                            | hello
          []                               | []
          ` `                              | ` `
          {}                               | missing field 'valid'
          {"vols": []}                     | missing field 'valid'
          {…, "startMode": "Blocking"}     | 'startMode' must be empty or blocking, not "Blocking"
          {…, "startMode": ""}             | 'startMode' must be empty or blocking, not ""
          {…, "startMode": 1}              | 'startMode' must be empty or blocking, not 1
          {…, "startMode": null}           | 'startMode' must be empty or blocking, not null
          {…, "vols": {"a": 1}}            | 'vols' must be a list, not {"a":1}
          {…, "vols": null}                | 'vols' must be a list, not null
          {…, "vols": [{"name": "a"}]}     | a volume needs 'name' and 'path', not {"name":"a"}
          {…, "vols": [{"name": "a", "path": 1}]} | a volume needs 'name' and 'path', not {"name":"a","path":1}
          {…, "vols": ["a"]}               | a volume needs 'name' and 'path', not "a"
          {"valid": true}                  | 'valid' must be {"Ok": string} or {"Err": string}, not true
          {"valid": {}}                    | 'valid' must be {"Ok": string} or {"Err": string}, not {}
          """)
  void invalidOutputIsRefused(String printed, String why) {
    assertThatThrownBy(() -> DeployResult.parse(printed.replace("…", "\"valid\": {\"Ok\": \"\"}")))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("ExeScript command error: invalid deploy response: " + why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"valid": {"Ok": ""}} bye | unrecognized token 'bye'
          {"valid": {"Ok": ""}}}    | unexpected close marker '}'
          {"valid": {"Ok": ""}} {}  | unexpected content after the end
          {"valid": {"Ok": ""}      | unexpected end: '}' is missing
          {valid}                   | unexpected character 'v': expected a key in double quotes
          """)
  void outputThatIsNotJsonIsRefused(String printed, String why) {
    assertThatThrownBy(() -> DeployResult.parse(printed + "\n"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("ExeScript command error: invalid deploy response: " + why)
        .hasMessageEndingWith(" in: " + printed);
  }
}
