package network.golem.runtime.packager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Jars as a build creates them.
final class Jars {
  /// The time of all jars.
  static final FileTime TIME = FileTime.from(Instant.parse("2024-02-29T12:00:00Z"));

  private Jars() {}

  /// A jar with the probe.
  static Path ofProbe(Path jar) throws IOException {
    String file = Probe.class.getName().replace('.', '/') + ".class";
    try (InputStream in = Probe.class.getResourceAsStream("Probe.class")) {
      return write(jar, file, in.readAllBytes());
    }
  }

  /// A jar that replaces the SDK's. Its descriptor program only prints a name, or executes the
  /// given code.
  static Path ofSdk(Path jar, String statements) throws IOException {
    String name = "network.golem.runtime.sdk.build.DescriptorMain";
    Path directory = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "classes");
    compile(
        directory,
        name,
        """
        package network.golem.runtime.sdk.build;
        import java.nio.file.*;
        public final class DescriptorMain {
          public static void main(String[] words) throws Exception {
            Path directory = Files.createDirectories(Path.of(words[1], "ya-runtime-probe"));
            Files.writeString(directory.resolveSibling("ya-runtime-probe.json"), words[0]);
            Files.writeString(directory.resolve("preset.json"), "{}");
            %s
            System.out.println("probe");
          }
        }
        """
            .formatted(statements));
    String file = name.replace('.', '/') + ".class";
    return write(jar, file, Files.readAllBytes(directory.resolve(file)));
  }

  /// A jar with one file in it.
  static Path write(Path jar, String entry, byte[] content) throws IOException {
    Files.createDirectories(jar.toAbsolutePath().getParent());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new ZipEntry(entry));
      out.write(content);
      out.closeEntry();
    }
    Files.setLastModifiedTime(jar, TIME);
    return jar;
  }

  /// Removes the symbolic links in a directory, which lead to the JDK.
  static void removeLinks(Path directory) throws IOException {
    List<Path> links;
    try (Stream<Path> all = Files.walk(directory)) {
      links = all.filter(Files::isSymbolicLink).toList();
    }
    for (Path link : links) {
      Files.delete(link);
    }
  }

  private static void compile(Path directory, String name, String text) {
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("memory:///" + name.replace('.', '/') + ".java"),
            JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean compiled =
        compiler
            .getTask(null, null, null, List.of("-d", directory.toString()), null, List.of(source))
            .call();
    assertThat(compiled).isTrue();
  }
}
