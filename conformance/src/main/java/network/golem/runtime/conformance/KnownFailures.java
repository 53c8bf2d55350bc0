package network.golem.runtime.conformance;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.model.CheckResult;
import network.golem.runtime.conformance.model.CheckResult.Failed;
import network.golem.runtime.conformance.model.CheckResult.Passed;
import network.golem.runtime.conformance.model.CheckResult.Skipped;
import network.golem.runtime.conformance.model.ProfileException;

/// The failures that are expected of a runtime. A line of the file is `ID: MESSAGE`, or `ID flaky:
/// MESSAGE`; in the message, `*` stands for anything. Lines that begin with `#` are comments.
///
/// @param entries by the check's ID
/// @param comments the lines before the first entry
public record KnownFailures(Map<String, Entry> entries, List<String> comments) {
  private static final Pattern LINE = Pattern.compile("(\\S+?)( flaky)?:\\s*(.*)");

  public KnownFailures {
    entries = new LinkedHashMap<>(entries);
    comments = List.copyOf(comments);
  }

  /// One expected failure.
  ///
  /// @param flaky whether the check may pass as well
  /// @param message as it was reported
  public record Entry(String id, boolean flaky, String message) {
    boolean matches(Failed failed) {
      return Pattern.matches(Pattern.quote(message).replace("*", "\\E.*\\Q"), failed.message());
    }

    String line() {
      return id + (flaky ? " flaky" : "") + ": " + message;
    }
  }

  /// No failure is expected.
  public static KnownFailures none() {
    return new KnownFailures(Map.of(), List.of());
  }

  /// Reads the file if it exists; it is empty otherwise.
  public static KnownFailures readIfExists(Path file) throws ProfileException {
    return Files.exists(file) ? read(file) : none();
  }

  /// Reads the file.
  ///
  /// @throws ProfileException with one sentence if it does not exist, or cannot be read
  public static KnownFailures read(Path file) throws ProfileException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<String> comments = new ArrayList<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (NoSuchFileException _) {
      throw new ProfileException("the file of known failures " + file + " does not exist");
    } catch (CharacterCodingException _) {
      throw new ProfileException("the file of known failures " + file + " is not UTF-8");
    } catch (IOException e) {
      throw new ProfileException("cannot read " + file + ": " + e.getMessage());
    }
    List<String> known = CheckRun.all().stream().map(CheckDescription::id).toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        if (entries.isEmpty()) {
          comments.add(line);
        }
        continue;
      }
      String place = file + ":" + (i + 1) + ": ";
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new ProfileException(place + "expected 'ID: MESSAGE' or 'ID flaky: MESSAGE'");
      }
      Entry entry = new Entry(parts.group(1), parts.group(2) != null, parts.group(3));
      if (!known.contains(entry.id())) {
        throw new ProfileException(place + "there is no check " + entry.id());
      }
      if (entries.put(entry.id(), entry) != null) {
        throw new ProfileException(place + entry.id() + " is listed twice");
      }
    }
    return new KnownFailures(entries, comments);
  }

  private Optional<Entry> entry(CheckResult result) {
    return Optional.ofNullable(entries.get(result.check().id()));
  }

  /// Whether this failure is expected, with this message.
  public boolean expects(CheckResult result) {
    return result.verdict() instanceof Failed failed
        && entry(result).filter(entry -> entry.matches(failed)).isPresent();
  }

  /// Entries that are not true any more, one sentence each.
  public List<String> complaints(CheckReport report) {
    return report.results().stream().flatMap(result -> complaint(result).stream()).toList();
  }

  /// Why the entry of this check is not true any more; empty if it is, or if there is none.
  public Optional<String> complaint(CheckResult result) {
    return entry(result).flatMap(entry -> complaint(result, entry));
  }

  private static Optional<String> complaint(CheckResult result, Entry entry) {
    String id = result.check().id();
    return switch (result.verdict()) {
      case Passed _ when !entry.flaky() ->
          Optional.of(id + " is listed as a known failure, but has passed");
      case Failed failed when !entry.matches(failed) ->
          Optional.of(id + " has failed in another way than listed: " + failed.message());
      case Skipped skipped when !entry.flaky() ->
          Optional.of(id + " is listed as a known failure, but was skipped: " + skipped.reason());
      default -> Optional.empty();
    };
  }

  /// Whether a report fails: by a failure that is not expected, or by an entry that is not true.
  ///
  /// @param strict whether a "should" counts
  public boolean fails(CheckReport report, boolean strict) {
    return !complaints(report).isEmpty() || report.hasFailed(strict, this::expects);
  }

  /// What the file should be after this report: entries of checks that were not selected or not
  /// reached stay, as do those that are still true.
  public KnownFailures fixed(CheckReport report) {
    Map<String, Entry> fixed = new LinkedHashMap<>(entries);
    for (CheckResult result : report.results()) {
      String id = result.check().id();
      Optional<Entry> entry = entry(result);
      if (result.verdict() instanceof Failed failed && !expects(result)) {
        boolean flaky = entry.filter(Entry::flaky).isPresent();
        fixed.put(id, new Entry(id, flaky, failed.message()));
      } else if (complaint(result).isPresent()) {
        fixed.remove(id);
      }
    }
    Map<String, Entry> ordered = new LinkedHashMap<>();
    for (CheckDescription check : CheckRun.all()) {
      if (fixed.containsKey(check.id())) {
        ordered.put(check.id(), fixed.get(check.id()));
      }
    }
    return new KnownFailures(ordered, comments);
  }

  public void write(Path file) throws ProfileException {
    String lines =
        Stream.concat(comments.stream(), entries.values().stream().map(Entry::line))
            .collect(Collectors.joining("\n", "", "\n"));
    try {
      Files.writeString(file, lines);
    } catch (IOException e) {
      throw new ProfileException("cannot write " + file + ": " + e.getMessage());
    }
  }
}
