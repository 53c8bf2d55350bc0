package network.golem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Completion, by the shells themselves. Shells that are not installed are skipped.
@Timeout(60)
class CompletionCommandTest {
  @TempDir Path directory;
  private Tool tool;

  @BeforeEach
  void tool() throws IOException {
    tool = new Tool(directory);
    Files.createDirectory(directory.resolve("home"));
    Files.writeString(directory.resolve("exescript.json"), "[]");
  }

  @AfterEach
  void end() {
    tool.close();
  }

  private static void assumeInstalled(String shell) {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(each -> Files.isExecutable(Path.of(each, shell))),
        "the shell " + shell + " is not installed");
  }

  private String said(String shell, String script) throws Exception {
    assumeInstalled(shell);
    Files.writeString(
        directory.resolve("completion." + shell), Tool.here("completion", shell).out());
    Files.writeString(directory.resolve("try." + shell), script);
    Tool.Result result = tool.inAShell("HOME=$PWD/home " + shell + " try." + shell + " </dev/null");
    assertThat(result.err()).isEmpty();
    return result.out();
  }

  @Test
  void bash() throws Exception {
    String script =
        """
        source ./completion.bash
        proposed() {
          COMP_WORDS=(golem-runtime "$@") COMP_CWORD=$# COMPREPLY=()
          COMP_LINE="golem-runtime $*" COMP_POINT=${#COMP_LINE}
          _complete_golem-runtime 2>/dev/null
          echo "$* = ${COMPREPLY[*]}"
        }
        complete -p golem-runtime
        proposed unin
        proposed run --runt
        proposed run exe
        proposed package --compression ''
        proposed help of
        """;
    assertThat(said("bash", script))
        .startsWith("complete ")
        .contains(
            "unin = uninstall\n",
            "run --runt = --runtime --runtime-arg\n",
            "run exe = exescript.json\n",
            "package --compression  = gzip xz zstd\n",
            "help of = offer\n");
  }

  @Test
  void zsh() throws Exception {
    String script =
        """
        source ./completion.zsh
        print -r -- "registered ${_comps[golem-runtime]}"
        """;
    assertThat(said("zsh", script)).matches("registered .+\n");
  }

  @Test
  void fish() throws Exception {
    String script =
        """
        source ./completion.fish
        for line in 'golem-runtime unin' 'golem-runtime run --runt' 'golem-runtime run exe' \\
            'golem-runtime package --compression ' 'golem-runtime help of' 'golem-runtime completion z'
          echo $line = (complete -C $line | string replace -r '\\t.*' '')
        end
        """;
    assertThat(said("fish", script))
        .contains(
            "golem-runtime unin = uninstall\n",
            "golem-runtime run --runt = --runtime --runtime-arg\n",
            "golem-runtime run exe = exescript.json\n",
            "golem-runtime package --compression  = gzip xz zstd\n",
            "golem-runtime help of = offer\n",
            "golem-runtime completion z = zsh\n");
  }

  @Test
  void helpHasTheLinesThatInstallIt() {
    assertThat(Tool.here("completion", "--help").out())
        .contains(
            "\n  echo 'source <(golem-runtime completion bash)' >> ~/.bashrc\n",
            "\n  echo 'source <(golem-runtime completion zsh)' >> ~/.zshrc\n",
            "\n  golem-runtime completion fish > ~/.config/fish/completions/golem-runtime.fish\n");
  }
}
