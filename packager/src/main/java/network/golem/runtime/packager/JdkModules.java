package network.golem.runtime.packager;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Finds the JDK modules that a program's jars need: what a jar's module declaration requires,
/// except `static` ones, and for jars without a declaration what `jdeps` finds.
final class JdkModules {
  private static final String RELEASE = "25";

  private JdkModules() {}

  static Set<String> of(List<Path> jars) throws PackagingException {
    Set<String> modules = new TreeSet<>();
    modules.add("java.base");
    List<Path> undeclared = new ArrayList<>();
    for (Path jar : jars) {
      ModuleDescriptor declared = declaration(jar);
      if (declared == null) {
        undeclared.add(jar);
      } else {
        declared.requires().stream()
            .filter(required ->
                !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
            .map(ModuleDescriptor.Requires::name)
            .forEach(modules::add);
      }
    }
    for (Path jar : undeclared) {
      modules.addAll(jdeps(jar, jars));
    }
    modules.removeIf(name -> ModuleFinder.ofSystem().find(name).isEmpty());
    return modules;
  }

  private static @Nullable ModuleDescriptor declaration(Path jar) throws PackagingException {
    try {
      for (ModuleReference found : ModuleFinder.of(jar).findAll()) {
        if (!found.descriptor().isAutomatic()) {
          return found.descriptor();
        }
      }
      return null;
    } catch (FindException e) {
      if (isModular(jar)) {
        throw new PackagingException("cannot read the module declaration of " + jar, e);
      }
      return null; // its name is not a valid module name, which does not matter on the class path
    }
  }

  private static boolean isModular(Path jar) throws PackagingException {
    try (JarFile file =
        new JarFile(jar.toFile(), false, JarFile.OPEN_READ, JarFile.runtimeVersion())) {
      return file.getEntry("module-info.class") != null;
    } catch (IOException e) {
      throw new PackagingException("cannot read " + jar + ": " + e.getMessage(), e);
    }
  }

  private static Set<String> jdeps(Path jar, List<Path> all) throws PackagingException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "--print-module-deps",
                "--ignore-missing-deps",
                "--multi-release",
                RELEASE,
                "--no-recursive"));
    words.add("-cp");
    words.add(new ClassPath(all).text());
    words.add(jar.toString());
    StringWriter said = new StringWriter();
    ToolProvider tool =
        ToolProvider.findFirst("jdeps")
            .orElseThrow(() -> new PackagingException("this Java has no jdeps; a JDK is required"));
    int code;
    try {
      code = tool.run(new PrintWriter(said), new PrintWriter(said), words.toArray(String[]::new));
    } catch (RuntimeException | Error e) { // as it does if the file is not a jar
      throw new PackagingException("jdeps cannot read " + jar + ": " + e.getMessage(), e);
    }
    List<String> lines =
        said.toString().lines().filter(line -> !line.startsWith("Warning")).toList();
    if (code != 0 || lines.isEmpty()) {
      throw new PackagingException("jdeps cannot read " + jar + ": " + said.toString().strip());
    }
    return Set.of(lines.getLast().split(","));
  }
}
