package network.golem.runtime.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.conformance.model.ProfileCommand;
import network.golem.runtime.conformance.model.ProfileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {
  @TempDir Path directory;

  private CheckProfile profile(String json) throws Exception {
    return CheckProfile.read(Files.writeString(directory.resolve("check.json"), json));
  }

  @Test
  void commandsAndFeatures() throws Exception {
    CheckProfile profile =
        profile(
            """
            {"features": ["server", "kill"], "start": ["--quick"],
             "commands": {
               "echo": {"run": ["say", "{args}"], "before": "<", "after": ">", "end": "\\n"},
               "flood": ["flood", "{bytes}"],
               "fail": {"run": ["fail"], "code": 3}}}
            """);

    assertThat(profile.features().orElseThrow()).containsExactly("kill", "server");
    assertThat(profile.start()).containsExactly("--quick");
    ProfileCommand echo = profile.command(Ability.ECHO).orElseThrow();
    assertThat(echo.call(Map.of(), List.of("a", ""))).containsExactly("say", "a", "");
    assertThat(echo.echo().of(List.of("a", ""))).isEqualTo("<a><>\n");
    assertThat(profile.command(Ability.FLOOD).orElseThrow().call(Map.of("bytes", "7"), List.of()))
        .containsExactly("flood", "7");
    assertThat(profile.command(Ability.FAIL).orElseThrow().code()).isEqualTo(3);
    assertThat(profile.command(Ability.PRINT).orElseThrow().stdout()).contains("<Ada>\n");
    assertThat(profile.command(Ability.SLEEP)).isEmpty();
  }

  /// A runtime that executes programs needs no other command.
  @Test
  void aShellDoesTheRest() throws Exception {
    CheckProfile profile = profile("{\"commands\": {\"shell\": [\"sh\", \"-c\", \"{line}\"]}}");

    for (Ability ability :
        List.of(Ability.SUCCEED, Ability.FAIL, Ability.PRINT, Ability.FLOOD, Ability.SLEEP)) {
      assertThat(profile.command(ability)).as("%s", ability).isPresent();
    }
    assertThat(profile.command(Ability.ECHO).orElseThrow().call(Map.of(), List.of("a")))
        .startsWith("sh", "-c")
        .endsWith("sh", "a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"feature": []}                        | unknown key 'feature' in the profile
          {"features": ["serve"]}                | unknown feature 'serve'
          {"commands": {"jump": ["x"]}}          | unknown command 'jump'
          {"commands": {"echo": []}}             | command 'echo' must be an array of the command
          {"commands": {"echo": {"words": []}}}  | unknown key 'words' in command 'echo'
          {"commands": {"echo": [1]}}            | must be an array of strings, not of 1
          {                                      | , line 1, column 2: invalid JSON: unexpected end: '}' is missing
          {"features": ["deploy",]}              | , line 1, column 24: invalid JSON: trailing comma before ']'; remove it
          """)
  void mistakesAreNamed(String json, String sentence) {
    assertThatThrownBy(() -> profile(json))
        .isInstanceOf(ProfileException.class)
        .hasMessageStartingWith(directory.resolve("check.json").toString())
        .hasMessageContaining(sentence);
  }

  @Test
  void isFoundInTheProjectOfABuiltRuntime() throws Exception {
    profile("{\"features\": [\"server\"]}");
    Path runtime = directory.resolve("target/plugins/ya-runtime-x");
    Files.createDirectories(runtime);

    assertThat(CheckProfile.beside(directory, runtime.resolve("x")).features()).isPresent();
    assertThat(CheckProfile.beside(runtime, runtime.resolve("x")).features()).isPresent();
    assertThat(CheckProfile.beside(Path.of("x"), Path.of("/usr/bin/x")).features()).isEmpty();
  }
}
