package network.golem.runtime.supervisor.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/// A JSON schema (draft 2020-12) of a file that users write, for their editors.
///
/// A schema refuses what the reader refuses, as far as a schema can tell. It also refuses keys that
/// nothing reads, which the reader accepts with a warning, as a node does without one: an editor
/// then marks a misspelt key.
public enum Schema {
  /// An ExeScript: see [ExeScript#read].
  SCRIPT,
  /// An agreement: see [Agreement#read].
  AGREEMENT;

  /// The schema's text, which ends with a line break.
  public String text() {
    try (InputStream resource = Schema.class.getResourceAsStream(this + ".schema.json")) {
      return new String(
          Objects.requireNonNull(resource, "a file beside this class").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
