package network.golem.runtime.packager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jars as they are copied into a package.
class JarForStartTest {
  @TempDir Path directory;

  /// A class of Java 5 whose method branches, so that it needs stack maps once it is lifted.
  private static byte[] old() {
    return ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
        .build(
            ClassDesc.of("old.Sign"),
            type ->
                type.withVersion(ClassFile.JAVA_5_VERSION, 0)
                    .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_SUPER)
                    .withMethodBody(
                        "of",
                        MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code ->
                            code.iload(0)
                                .ifThenElse(
                                    Opcode.IFLT,
                                    then -> then.iconst_m1().ireturn(),
                                    otherwise -> otherwise.iconst_1().ireturn())));
  }

  private Path jar(String name, byte[] content) throws Exception {
    Path jar = directory.resolve("old.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      ZipEntry entry = new ZipEntry(name);
      entry.setLastModifiedTime(Jars.TIME);
      out.putNextEntry(entry);
      out.write(content);
    }
    Files.setLastModifiedTime(jar, Jars.TIME);
    return jar;
  }

  @Test
  void liftedClassesHaveStackMapsAndBehaveTheSame() throws Exception {
    Path lifted = directory.resolve("lifted.jar");

    JarForStart.copy(jar("old/Sign.class", old()), lifted, List.of(directory.resolve("old.jar")));

    assertThat(Files.getLastModifiedTime(lifted)).isEqualTo(Jars.TIME);
    try (JarFile jar = new JarFile(lifted.toFile())) {
      byte[] bytes = jar.getInputStream(jar.getEntry("old/Sign.class")).readAllBytes();
      assertThat(ClassFile.of().parse(bytes).majorVersion()).isEqualTo(ClassFile.JAVA_8_VERSION);
      assertThat(jar.getEntry("old/Sign.class").getLastModifiedTime()).isEqualTo(Jars.TIME);
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {lifted.toUri().toURL()})) {
      var sign = loader.loadClass("old.Sign").getMethod("of", int.class);
      assertThat(List.of(sign.invoke(null, -3), sign.invoke(null, 3))).hasToString("[-1, 1]");
    }
  }

  @Test
  void brokenClassesStayUnchanged() throws Exception {
    byte[] broken = Arrays.copyOf(old(), old().length - 20);
    Path copy = directory.resolve("copy.jar");

    JarForStart.copy(jar("old/Sign.class", broken), copy, List.of(directory.resolve("old.jar")));

    try (JarFile jar = new JarFile(copy.toFile())) {
      assertThat(jar.getInputStream(jar.getEntry("old/Sign.class")).readAllBytes())
          .isEqualTo(broken);
    }
  }

  @Test
  void signedJarIsCopiedUnchanged() throws Exception {
    Path jar = jar("old/Sign.class", old());
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      Files.createDirectory(inside.getPath("META-INF"));
      Files.writeString(inside.getPath("META-INF/SIGNER.SF"), "Signature-Version: 1.0\n");
    }
    Path copy = directory.resolve("copy.jar");

    JarForStart.copy(jar, copy, List.of(jar));

    assertThat(copy).hasSameBinaryContentAs(jar);
  }

  @Test
  void jarWithoutOldClassesIsCopiedUnchanged() throws Exception {
    Path jar = jar("text", new byte[] {1, 2, 3});
    Path copy = directory.resolve("copy.jar");

    JarForStart.copy(jar, copy, List.of(jar));

    assertThat(copy).hasSameBinaryContentAs(jar);
    assertThat(Files.getLastModifiedTime(copy)).isEqualTo(Jars.TIME);
  }

  @Test
  void headersThatNoProgramReadsAreRemoved() throws Exception {
    String manifest =
        """
        Manifest-Version: 1.0
        Multi-Release: true
        Export-Package: a;uses:="b"
        Import-Package: b
        Bundle-Version: 1
        Bundle-License: Apache-2.0
        Created-By: a plugin
        Build-Jdk-Spec: 25
        Build-Number: 7
        Implementation-Version: 1.2
        Enable-Native-Access: ALL-UNNAMED

        Name: a/
        Sealed: true

        """;
    Path copy = directory.resolve("copy.jar");

    Path jar = jar(JarFile.MANIFEST_NAME, manifest.getBytes(StandardCharsets.UTF_8));
    JarForStart.copy(jar, copy, List.of(jar));

    assertThat(Files.getLastModifiedTime(copy)).isEqualTo(Jars.TIME);
    try (JarFile copied = new JarFile(copy.toFile())) {
      assertThat(copied.isMultiRelease()).isTrue();
      Manifest left = copied.getManifest();
      assertThat(left.getMainAttributes().keySet())
          .extracting(Object::toString)
          .containsExactlyInAnyOrder(
              "Manifest-Version",
              "Multi-Release",
              "Bundle-License",
              "Build-Number",
              "Implementation-Version",
              "Enable-Native-Access");
      assertThat(left.getAttributes("a/").getValue("Sealed")).isEqualTo("true");
    }
  }

  /// Java would write it empty.
  @Test
  void manifestWithoutVersionStaysUnchanged() throws Exception {
    Path jar =
        jar(JarFile.MANIFEST_NAME, "Export-Package: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    Path copy = directory.resolve("copy.jar");

    JarForStart.copy(jar, copy, List.of(jar));

    assertThat(copy).hasSameBinaryContentAs(jar);
  }
}
