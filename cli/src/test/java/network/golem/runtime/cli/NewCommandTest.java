package network.golem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// New projects: what is asked, what is refused, and what is written.
@Timeout(60)
class NewCommandTest {
  @TempDir Path directory;
  private Tool tool;

  @BeforeEach
  void tool() throws IOException {
    tool = new Tool(directory);
  }

  @AfterEach
  void end() {
    tool.close();
  }

  @Test
  void createsAProjectAndNamesTheNextTwoCommands() throws Exception {
    assertThat(tool.call("new", "well-met"))
        .isEqualTo(
            new Tool.Result(
                0,
                """
                created well-met: template greeter, class com.example.wellmet.WellMet
                It needs the SDK in the local Maven repository: nothing is published yet, and 'golem-runtime new' of a checkout installs it.

                Next:
                  cd well-met && mvn verify
                  golem-runtime run exescript.json
                """,
                ""));
    assertThat(files("well-met"))
        .containsExactlyInAnyOrder(
            ".gitignore",
            "README.md",
            "check.json",
            "exescript.json",
            "pom.xml",
            "src/main/java/com/example/wellmet/WellMet.java",
            "src/main/java/com/example/wellmet/package-info.java",
            "src/test/java/com/example/wellmet/WellMetTest.java");
    assertThat(directory.resolve("well-met/pom.xml"))
        .content()
        .contains(
            "<groupId>com.example</groupId>",
            "<artifactId>well-met</artifactId>",
            "<runtime.class>com.example.wellmet.WellMet</runtime.class>")
        .doesNotContain("@");
  }

  @ParameterizedTest
  @EnumSource
  void noNameOfTheTemplateIsLeft(Template template) throws Exception {
    Path project = create(new NewProject("my-own", "org.acme", template));

    for (String file : files("my-own")) {
      assertThat(project.resolve(file))
          .content()
          .doesNotContain(template.packageName(), "class " + template.className())
          .doesNotContain("CLASS", "NAME", "DESCRIPTION");
      if (!file.equals("check.json")) { // "shell" is a word of its format
        assertThat(project.resolve(file))
            .content()
            .doesNotContain("\"" + template.example() + "\"");
      }
    }
    assertThat(project.resolve("src/main/java/org/acme/MyOwn.java"))
        .content()
        .contains("package org.acme;", "name = \"my-own\"", "launch(MyOwn::new, args)");
    assertThat(project.resolve("src/test/java/org/acme/MyOwnTest.java")).exists();
    assertThat(project.resolve("pom.xml")).content().contains("<groupId>org.acme</groupId>");
  }

  /// Names that mean something else in Java, in the SDK or in the template.
  @ParameterizedTest
  @CsvSource({
    "greeter, Greeter",
    "hello, Hello",
    "command, CommandRuntime",
    "golem-runtime, GolemRuntimeRuntime",
    "runtime, RuntimeRuntime",
    "test, TestRuntime",
    "thread, ThreadRuntime"
  })
  void theClassTakesNobodysName(String name, String className) throws Exception {
    Path project = create(new NewProject(name, NewProject.usualPackage(name), Template.GREETER));
    assertThat(new NewProject(name, NewProject.usualPackage(name), Template.GREETER).className())
        .isEqualTo(className);

    Path sources = project.resolve("src/main/java/com/example").resolve(name.replace("-", ""));
    compile(List.of(sources.resolve("package-info.java"), sources.resolve(className + ".java")));
  }

  @ParameterizedTest
  @EnumSource
  void theRuntimeCompiles(Template template) throws Exception {
    create(new NewProject("my-own", "com.example.myown", template));

    try (Stream<Path> sources =
        Files.list(directory.resolve("my-own/src/main/java/com/example/myown"))) {
      compile(sources.toList());
    }
  }

  private void compile(List<Path> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of(
            "-d",
            directory.resolve("classes").toString(),
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"));
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<File> all = sources.stream().map(Path::toFile).toList();
      assertThat(
              compiler
                  .getTask(said, files, null, options, null, files.getJavaFileObjectsFromFiles(all))
                  .call())
          .as(said.toString())
          .isTrue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyFileOfATemplateIsCopied() throws IOException {
    for (Template template : Template.values()) {
      Path example = Path.of("../examples").resolve(template.example());
      try (Stream<Path> files = Files.walk(example.resolve("src"))) {
        assertThat(
                files
                    .filter(Files::isRegularFile)
                    .map(file -> example.relativize(file).toString())
                    .toList())
            .isSubsetOf(template.files());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          new                   | missing required parameter: 'NAME'; see --help
          new Hello             | invalid name 'Hello': expected lower-case letters, digits and single hyphens, beginning with a letter, such as my-runtime
          new a/b               | invalid name 'a/b': expected lower-case letters, digits and single hyphens, beginning with a letter, such as my-runtime
          new x --package a.B   | invalid package 'a.B': expected Java names in lower case, no keywords, separated by dots, such as com.example.greeter
          new x --package a.int | invalid package 'a.int': expected Java names in lower case, no keywords, separated by dots, such as com.example.greeter
          new int               | invalid package 'com.example.int': expected Java names in lower case, no keywords, separated by dots, such as com.example.greeter
          new x --package java.x | invalid package 'java.x': Java keeps the packages below 'java' for itself
          new x --template y    | invalid value for option '--template': expected one of greeter, shell, service, notebook, not 'y'; see --help
          new x --mode y        | invalid value for option '--mode': expected one of server, one-shot, not 'y'; see --help
          new x --mode one-shot --template shell | the template shell is for the mode server; for one-shot, use --template notebook
          new x --checkout .    | --checkout . is not a checkout of the Golem Runtime SDK
          """)
  void whatCannotBe(String words, String sentence) throws Exception {
    assertThat(Tool.here(words.split(" ")))
        .isEqualTo(new Tool.Result(2, "", "golem-runtime: " + sentence + "\n"));
    assertThat(Path.of("x")).doesNotExist();
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    Path there = Files.createDirectory(directory.resolve("x"));
    assertThat(tool.call("new", "x"))
        .isEqualTo(
            new Tool.Result(
                1,
                "",
                "golem-runtime: "
                    + there.toRealPath()
                    + " already exists; choose another name, or remove it\n"));
    assertThat(there).isEmptyDirectory();
  }

  @Test
  void theModeChoosesTheTemplate() throws Exception {
    assertThat(tool.call("new", "x", "--mode", "one-shot").out())
        .startsWith("created x: template notebook, class com.example.x.X\n");
  }

  @Test
  void onATerminalItAsksAndAsksAgain() throws Exception {
    String shown = tool.answering("Hello\nhello\nshel\nshell\n\n", "new");

    assertThat(shown.replace("\r", ""))
        .contains(
            "Name [my-runtime]: ",
            "invalid name 'Hello': ",
            "Template (greeter, shell, service, notebook) [greeter]: ",
            "expected one of greeter, shell, service, notebook, not 'shel'\n",
            "Package [com.example.hello]: ",
            "created hello: template shell, class com.example.hello.Hello\n");
  }

  @Test
  void onATerminalThatIsClosedNothingIsCreated() throws Exception {
    assertThat(tool.answering("hello\n", "new").replace("\r", ""))
        .endsWith("golem-runtime: no answer, and nothing was created\n");
    assertThat(directory.resolve("hello")).doesNotExist();
  }

  @Test
  void onATerminalItAsksNothingWithYes() throws Exception {
    assertThat(tool.onATerminal("new", "hello", "-y"))
        .startsWith("created hello: ")
        .doesNotContain("[");
  }

  /// The checkout here is a small one, whose Maven notes what it is asked for.
  @Test
  void aCheckoutIsInstalledFirst() throws Exception {
    Path checkout =
        checkout("echo '[INFO] Installing /x/pom.xml to /repo/network/golem/runtime/y/z.pom'");

    Tool.Result created = tool.call(path(), "new", "hello", "--checkout", "check out");

    assertThat(created)
        .isEqualTo(
            new Tool.Result(
                0,
                """
                Nothing is published yet: installing the SDK into the local Maven repository, from CHECKOUT
                installed /repo/network/golem/runtime
                created hello: template greeter, class com.example.hello.Hello

                Next:
                  cd hello && mvn verify
                  CHECKOUT/golem-runtime run exescript.json
                """
                    .replace("CHECKOUT", checkout.toString()),
                ""));
    assertThat(checkout.resolve("asked"))
        .hasContent("-B -pl bom,testkit,maven-plugin -am -Dmaven.test.skip=true install");
  }

  @Test
  void withoutTheSdkNothingIsCreated() throws Exception {
    Path checkout = checkout("echo '[ERROR] no room'; echo '[ERROR] '; exit 1");

    assertThat(tool.call(path(), "new", "hello", "--checkout", "check out").err())
        .isEqualTo(
            "golem-runtime: [ERROR] no room\ncannot install the SDK; Maven's full output is in "
                + checkout
                + "/target/golem-runtime.log\n");
    assertThat(directory.resolve("hello")).doesNotExist();
  }

  /// A build that has never been online: what is missing is said in one sentence, without Maven's.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Cannot access central (https://x) in offline mode and the artifact a.b:c:pom:1 has not"
            + " been downloaded from it before. -> [Help 1]",
        "Could not transfer artifact a.b:c:pom:1 from/to central (https://x): x: Name or service"
            + " not known -> [Help 1]",
      })
  void whatMavenCannotDownloadIsNamed(String said) throws Exception {
    Path checkout = checkout("echo '[ERROR] " + said + "'; exit 1");

    assertThat(tool.call(path(), "new", "hello", "--checkout", "check out").err())
        .isEqualTo(
            "golem-runtime: cannot install the SDK: Maven needs a.b:c:pom:1, which is not in the"
                + " local repository and cannot be downloaded now; connect this machine to the"
                + " Internet once, and from then on everything works offline; Maven's full output"
                + " is in "
                + checkout
                + "/target/golem-runtime.log\n");
  }

  /// Maven takes minutes, in which a terminal shows which module is built.
  @Test
  void progressOfTheInstallationIsShownOnATerminal() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/script")), "the program 'script' is not installed");
    Path checkout =
        checkout(
            """
            echo '[INFO] Building Golem Runtime SDK: sdk 0.1.0 [2/6]'
            while [ ! -e ../seen ]; do sleep 0.1; done
            echo '[INFO] Installing /x/pom.xml to /repo/network/golem/runtime/y/z.pom'\
            """);
    Process process =
        tool.startOnATerminal(path(), "new", "hello", "-y", "--checkout", checkout.toString());
    Tool.awaitShown(process, "building sdk (2 of 6)");
    Files.createFile(directory.resolve("seen"));
    assertThat(tool.result(process).out())
        .contains("\r\u001B[Kinstalled /repo/network/golem/runtime\r\n");
  }

  private Map<String, String> path() {
    return Map.of("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
  }

  private Path checkout(String maven) throws IOException {
    Path checkout = directory.toRealPath().resolve("check out");
    Files.createDirectories(checkout.resolve("maven-plugin"));
    Files.writeString(checkout.resolve("maven-plugin/pom.xml"), "");
    Path mvn = Files.createDirectory(directory.resolve("bin")).resolve("mvn");
    Files.writeString(mvn, "#!/bin/sh\necho \"$*\" >asked\n" + maven + "\n");
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
    return checkout;
  }

  private Path create(NewProject project) throws IOException {
    Path created = directory.resolve(project.name());
    project.write(created);
    return created;
  }

  private List<String> files(String name) throws IOException {
    Path project = directory.resolve(name);
    try (Stream<Path> files = Files.walk(project)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> project.relativize(file).toString())
          .toList();
    }
  }
}
