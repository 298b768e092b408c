package io.tain.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The table of allowed arrows, and what no class may call.
final class ArchitectureTest {
  /// How high a module stands; arrows go down only.
  private static final Map<String, Double> RANKS =
      Map.ofEntries(
          Map.entry("base", 0.0),
          Map.entry("blob", 0.5),
          Map.entry("disk", 0.5),
          Map.entry("crypto", 0.5),
          Map.entry("db", 0.5),
          Map.entry("store", 1.0),
          Map.entry("fs", 1.0),
          Map.entry("nbd", 1.0),
          Map.entry("api", 1.0),
          Map.entry("catalog", 2.0),
          Map.entry("build", 2.0),
          Map.entry("inspect", 2.0),
          Map.entry("fleet", 2.0),
          Map.entry("app", 3.0),
          Map.entry("client", 3.0),
          Map.entry("diskhost", 3.0),
          Map.entry("server", 4.0),
          Map.entry("cli", 5.0));

  /// The modules whose types a module may use.
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("base", Set.of()),
          Map.entry("blob", Set.of("base")),
          Map.entry("disk", Set.of("base")),
          Map.entry("crypto", Set.of("base")),
          Map.entry("db", Set.of("base")),
          Map.entry("store", Set.of("base", "blob", "disk", "crypto", "db")),
          Map.entry("fs", Set.of("base", "disk")),
          Map.entry("nbd", Set.of("base", "disk")),
          Map.entry("api", Set.of("base")),
          Map.entry("catalog", Set.of("base", "db")),
          Map.entry("build", Set.of("base", "disk", "fs")),
          Map.entry("inspect", Set.of("base", "disk", "fs")),
          Map.entry("fleet", Set.of("base", "db", "fs")),
          Map.entry(
              "app",
              Set.of(
                  "base", "blob", "disk", "crypto", "db", "store", "fs", "api", "catalog", "build",
                  "inspect", "fleet")),
          Map.entry("client", Set.of("base", "disk", "fs", "store", "api")),
          Map.entry("diskhost", Set.of("base", "blob", "disk", "crypto", "store", "nbd", "api")),
          Map.entry(
              "server",
              Set.of(
                  "base",
                  "blob",
                  "disk",
                  "crypto",
                  "db",
                  "store",
                  "fs",
                  "api",
                  "catalog",
                  "build",
                  "inspect",
                  "fleet",
                  "app",
                  "diskhost")),
          Map.entry("cli", Set.of("base", "disk", "api", "app", "client", "diskhost", "server")));

  /// Beside the ranks: nothing that ships uses them.
  private static final Set<String> BESIDE = Set.of("testkit", "benchmarks");

  /// The contracts stand above base's values and up to here: their root packages open nothing.
  private static final double HIGHEST_CONTRACT = 2.0;

  private static final Set<String> OPENS =
      Set.of(
          "java.nio.file.Files",
          "java.nio.channels.FileChannel",
          "java.nio.channels.SocketChannel",
          "java.nio.channels.ServerSocketChannel",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.RandomAccessFile",
          "java.net.http.HttpClient",
          "java.net.Socket",
          "java.lang.ProcessBuilder",
          "java.sql.DriverManager");

  /// Calls whose answer differs from run to run, with the classes that may make them and why.
  private static final Map<String, Set<String>> UNREPEATABLE =
      Map.of(
          "java.time.Instant.now", Set.of(),
          "java.time.InstantSource.system", Set.of("io.tain.cli"),
          "java.time.Clock.systemUTC", Set.of("io.tain.cli"),
          "java.time.LocalDate.now", Set.of(),
          "java.time.LocalDateTime.now", Set.of(),
          "java.time.ZonedDateTime.now", Set.of(),
          "java.lang.System.currentTimeMillis", Set.of(),
          "java.lang.Math.random", Set.of(),
          "java.util.concurrent.ThreadLocalRandom.current", Set.of(),
          // A temporary name that must be new on a shared disk, and a word that no other process of
          // this machine has among its arguments; nothing depends on their values.
          "java.util.UUID.randomUUID",
              Set.of(
                  "io.tain.base.local.LocalDurableFiles",
                  "io.tain.disk.copy.NewFile",
                  "io.tain.fleet.qemu.Launcher",
                  "io.tain.server.wiring.Operations"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tain");

  @Test
  void table_holdsEveryModule_andItsArrowsPointDown() {
    var tabled = new TreeSet<>(ARROWS.keySet());
    tabled.addAll(BESIDE);

    assertThat(tabled).isEqualTo(new TreeSet<>(Project.modules()));
    ARROWS.forEach(
        (from, targets) ->
            assertThat(targets)
                .as(from)
                .allSatisfy(to -> assertThat(rank(to)).isLessThan(rank(from))));
  }

  @Test
  void dependencies_betweenModules_areInTheTable() {
    List<String> forbidden =
        shipped().stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(ArchitectureTest::isForbidden)
            .map(Dependency::getDescription)
            .toList();

    assertThat(forbidden).isEmpty();
  }

  @Test
  void packages_formNoCycle() {
    slices().matching("io.tain.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void contracts_openNothing() {
    List<String> openings =
        shipped().stream()
            .filter(type -> type.getPackageName().equals("io.tain." + module(type)))
            .filter(type -> rank(module(type)) > 0 && rank(module(type)) <= HIGHEST_CONTRACT)
            .flatMap(type -> type.getAccessesFromSelf().stream())
            .filter(access -> OPENS.contains(access.getTargetOwner().getName()))
            .map(JavaAccess::getDescription)
            .toList();

    assertThat(openings).isEmpty();
  }

  @Test
  void timeAndChance_comeFromOutside() {
    List<String> calls =
        shipped().stream()
            .flatMap(type -> type.getAccessesFromSelf().stream())
            .filter(ArchitectureTest::isUnrepeatable)
            .map(JavaAccess::getDescription)
            .toList();

    assertThat(calls).isEmpty();
  }

  @Test
  void reflection_isNotUsed() {
    List<String> calls =
        shipped().stream()
            .flatMap(type -> type.getAccessesFromSelf().stream())
            .filter(access -> access.getTargetOwner().getPackageName().equals("java.lang.reflect"))
            .map(JavaAccess::getDescription)
            .toList();

    assertThat(calls).isEmpty();
  }

  @Test
  void staticFields_areFinal() {
    List<String> mutable =
        shipped().stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.getModifiers().toString().contains("STATIC"))
            .filter(field -> !field.getModifiers().toString().contains("FINAL"))
            .map(field -> field.getFullName())
            .toList();

    assertThat(mutable).isEmpty();
  }

  private static List<JavaClass> shipped() {
    return CLASSES.stream().filter(type -> !BESIDE.contains(module(type))).toList();
  }

  private static boolean isForbidden(Dependency dependency) {
    String from = module(dependency.getOriginClass());
    JavaClass target = dependency.getTargetClass().getBaseComponentType();
    return target.getPackageName().startsWith("io.tain.")
        && !module(target).equals(from)
        && !ARROWS.getOrDefault(from, Set.of()).contains(module(target));
  }

  private static boolean isUnrepeatable(JavaAccess<?> access) {
    String call = access.getTargetOwner().getName() + "." + access.getName();
    boolean unseeded =
        call.equals("java.util.Random.<init>") && access.getDescription().contains("<init>()");
    Set<String> allowed = UNREPEATABLE.get(call);
    String caller = access.getOriginOwner().getName();
    return unseeded || (allowed != null && allowed.stream().noneMatch(caller::startsWith));
  }

  private static String module(JavaClass type) {
    String module = type.getPackageName().split("\\.", -1)[2];
    return module.equals("bench") ? "benchmarks" : module;
  }

  private static double rank(String module) {
    return RANKS.getOrDefault(module, Double.NaN);
  }
}
