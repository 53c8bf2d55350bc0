package network.golem.runtime.conformance.checks;

import static network.golem.runtime.conformance.checks.Words.plus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import network.golem.runtime.conformance.trial.Call;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Unmet;
import tools.jackson.databind.JsonNode;

/// The phase that prepares a workdir, and says in which mode commands run.
final class DeployChecks {
  private static final String OVERRIDE = "{\"/golem/check\":{\"host\":{}}}";

  private DeployChecks() {}

  static Group group() {
    Group deploy = new Group("deploy", "cli.dashes");
    deploy.check("ends", "Ends by itself", "DEPLOY-6").by(trial -> trial.deploy().code());
    deploy.then("deploy.ends");
    deploy
        .check("succeeds", "Exits with 0 in an empty workdir", "DEPLOY-1")
        .after("cli.workdir", "cli.hardware", "cli.image")
        .by(trial -> trial.deploy().succeeds());
    deploy.then("deploy.succeeds");
    deploy
        .check("utf8", "Prints UTF-8", "DEPLOY-4")
        .by(trial -> {
          byte[] printed = trial.deploy().succeeds().stdoutBytes();
          boolean valid = true;
          try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(printed));
          } catch (CharacterCodingException _) {
            valid = false;
          }
          trial.expect(valid, "UTF-8", "other bytes");
        });
    deploy
        .check("after", "Prints nothing after the object but white space", "DEPLOY-4")
        .by(trial -> {
          for (String printed :
              List.of(printed(trial), trial.deploy("--volume-override", OVERRIDE).stdout())) {
            if (printed.contains("{")) {
              answer(printed);
            } else {
              trial.expect(printed.isBlank(), "an object, or nothing", "'" + printed + "'");
            }
          }
        });
    deploy.then("deploy.after");
    deploy
        .check("mode", "Announces server mode", "DEPLOY-2")
        .by(trial -> {
          String mode = answer(printed(trial)).path("startMode").toString();
          trial.expect(mode.equals("\"blocking\""), "\"startMode\":\"blocking\"", mode);
        });
    deploy
        .check("valid", "Has the key valid with {\"Ok\": STRING}", "DEPLOY-3")
        .by(trial -> {
          String printed = printed(trial);
          if (printed.contains("{")) {
            JsonNode valid = answer(printed).path("valid");
            trial.expect(valid.path("Ok").isString(), "\"valid\":{\"Ok\":STRING}", valid);
          }
        });
    deploy
        .check("before", "Prints nothing before the object", "DEPLOY-7")
        .by(trial -> {
          String printed = printed(trial).strip();
          trial.expect(
              printed.isEmpty() || printed.startsWith("{"), "the object to come first", printed);
        });
    deploy
        .check("again", "Succeeds again in a workdir that has been used", "DEPLOY-8")
        .by(trial -> {
          trial.deploy().succeeds();
          trial.deploy().succeeds();
        });
    deploy
        .check("fails", "Exits with another code than 0 if it fails", "DEPLOY-1")
        .after("cli.workdir.file")
        .by(trial -> failing(trial).fails());
    deploy
        .check("fails.sentence", "Says on standard error why it fails", "DEPLOY-10")
        .after("deploy.fails")
        .by(trial -> {
          String said = failing(trial).fails().stderr();
          trial.expect(!said.isBlank(), "a sentence on standard error", "nothing");
        });
    deploy
        .check("volumes", "Lists each volume with a directory below the workdir", "DEPLOY-5")
        .by(trial -> {
          for (JsonNode volume : answer(printed(trial)).path("vols")) {
            trial.expect(
                volume.path("name").isString() && volume.path("path").isString(),
                "{\"name\": DIRECTORY, \"path\": PATH}",
                volume);
            inWorkdir(trial, volume);
          }
        });
    deploy
        .check("volumes.script", "Lists the volumes of the requestor's script", "DEPLOY-5", "CLI-6")
        .by(trial -> {
          JsonNode volumes =
              answer(trial.deploy("--volume-override", OVERRIDE).succeeds().stdout()).path("vols");
          trial.expect(
              volumes.toString().contains("\"/golem/check\""),
              "\"path\":\"/golem/check\" among the volumes",
              volumes);
        });
    deploy
        .check("fails.later", "Exits with another code than 0 if it fails in its work", "DEPLOY-1")
        .after("deploy.volumes.script")
        .by(trial -> invalid(trial).fails());
    deploy
        .check("fails.later.sentence", "Says on standard error why its work fails", "DEPLOY-10")
        .after("deploy.fails.later")
        .by(trial -> {
          String said = invalid(trial).fails().stderr();
          trial.expect(!said.isBlank(), "a sentence on standard error", "nothing");
        });
    deploy
        .check("volumes.different", "Gives each volume a directory of its own", "DEPLOY-5")
        .after("deploy.volumes.script")
        .by(trial -> {
          List<String> paths = List.of("/check/in", "/golem/in", "/check/a/b", "/check/a_b");
          String override =
              paths.stream()
                  .map(path -> '"' + path + "\":{\"host\":{}}")
                  .collect(Collectors.joining(",", "{", "}"));
          JsonNode volumes =
              answer(trial.deploy("--volume-override", override).succeeds().stdout()).path("vols");
          Set<String> directories = new HashSet<>();
          for (String path : paths) {
            List<String> names =
                volumes
                    .valueStream()
                    .filter(volume -> volume.path("path").asString("").equals(path))
                    .map(volume -> volume.path("name").asString(""))
                    .toList();
            trial.expect(
                names.size() == 1 && directories.add(names.getFirst()),
                "one volume with the path " + path + ", and a directory of its own",
                volumes);
          }
        });
    deploy
        .check("volumes.exist", "Creates each volume's directory", "DEPLOY-9")
        .by(trial -> {
          String printed = trial.deploy("--volume-override", OVERRIDE).succeeds().stdout();
          for (JsonNode volume : answer(printed).path("vols")) {
            Path directory = trial.workdir().resolve(volume.path("name").asString(""));
            trial.expect(Files.isDirectory(directory), "a directory for " + volume, "none");
          }
        });
    deploy
        .check(
            "volumes.inside", "Keeps volumes inside the workdir, whatever their path", "DEPLOY-9")
        .by(trial -> {
          Call call = trial.deploy("--volume-override", "{\"/../outside\":{\"host\":{}}}");
          if (call.code() == 0) {
            for (JsonNode volume : answer(call.stdout()).path("vols")) {
              inWorkdir(trial, volume);
            }
          }
          trial.expect(
              !Files.exists(trial.workdir().resolveSibling("outside")),
              "nothing beside the workdir",
              "a directory beside it");
        });
    deploy
        .check(
            "after.volumes",
            "Prints nothing after the object that lists several volumes",
            "DEPLOY-4",
            "CLI-6")
        .by(trial -> {
          String two = "{\"/check/a\":{\"host\":{}},\"/check/b\":{\"host\":{}}}";
          answer(trial.deploy("--volume-override", two).succeeds().stdout());
        });
    deploy
        .check(
            "fails.volumes",
            "Exits with another code than 0 if it cannot read the volumes",
            "DEPLOY-1",
            "CLI-6")
        .by(trial -> trial.deploy("--volume-override", "{").fails());
    deploy
        .check(
            "fails.volumes.sentence", "Says that it cannot read the volumes", "DEPLOY-10", "CLI-6")
        .after("deploy.fails.volumes")
        .by(trial -> {
          String said = trial.deploy("--volume-override", "{").fails().stderr();
          trial.expect(!said.isBlank(), "a sentence on standard error", "nothing");
        });
    return deploy;
  }

  private static String printed(Trial trial) throws IOException, InterruptedException {
    return trial.deploy().succeeds().stdout();
  }

  /// As a supervisor reads it: from the first brace.
  private static JsonNode answer(String printed) {
    return OfferChecks.json(
        printed.substring(Math.max(0, printed.indexOf('{'))),
        "a JSON object with nothing but white space after it");
  }

  private static void inWorkdir(Trial trial, JsonNode volume) {
    Path directory = trial.workdir().resolve(volume.path("name").asString("")).normalize();
    trial.expect(
        directory.startsWith(trial.workdir()) && !directory.equals(trial.workdir()),
        "a directory below the workdir",
        volume);
  }

  /// Volumes that cannot be read cannot be created, by a runtime that has any.
  private static Call invalid(Trial trial) throws IOException {
    if (!trial.runtime().profile().has(Set.of("volumes"))) {
      throw new Unmet("the runtime does not have the feature volumes");
    }
    return trial.deploy("--volume-override", "{");
  }

  /// A workdir that is a file cannot be prepared.
  private static Call failing(Trial trial) throws IOException {
    Path file = Files.createFile(trial.directory("other").resolve("file"));
    return trial.call(plus(trial.common(file), "deploy", "--"));
  }
}
