package network.golem.runtime.packager;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The headers of a manifest that no running program reads: those for OSGi and for the module path,
/// and those that say how the jar was built. Java parses the manifest of every jar that has classes
/// in the start-up cache, before `main`, and many have kilobytes of imports and exports.
final class BuildHeaders {
  private static final Pattern NAME =
      Pattern.compile(
          "Bundle-(?!License$).*|(Export|Import|Require|Provide|Private|Ignore|DynamicImport|Include)"
              + "-(Package|Service|Capability|Bundle|Resource)|Bnd-LastModified|Tool"
              + "|Automatic-Module-Name|(Originally-)?Created-By|Built-By|Build-(Tool-)?Jdk(-Spec)?"
              + "|Java-Version|X-Compile-(Source|Target)-JDK|Archiver-Version");

  private BuildHeaders() {}

  /// Whether a jar's manifest has such headers.
  static boolean areIn(JarFile jar) throws IOException {
    @Nullable Manifest manifest = jar.getManifest();
    return manifest != null && hasSome(manifest.getMainAttributes());
  }

  /// The manifest without these headers.
  static byte[] removed(byte[] text) throws IOException {
    Manifest manifest = new Manifest(new ByteArrayInputStream(text));
    if (!hasSome(manifest.getMainAttributes())) {
      return text;
    }
    manifest.getMainAttributes().keySet().removeIf(BuildHeaders::isOne);
    ByteArrayOutputStream shortened = new ByteArrayOutputStream();
    manifest.write(shortened);
    return shortened.toByteArray();
  }

  /// A manifest without a version would be written empty.
  private static boolean hasSome(Attributes attributes) {
    return attributes.containsKey(Attributes.Name.MANIFEST_VERSION)
        && attributes.keySet().stream().anyMatch(BuildHeaders::isOne);
  }

  private static boolean isOne(Object name) {
    return NAME.matcher(name.toString()).matches();
  }
}
