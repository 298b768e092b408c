package io.tain.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.util.TreeScanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The shape of the sources: sizes, names, and what is never written.
final class SourceStyleTest {
  private static final int FILE_LINES = 500;
  private static final int METHOD_LINES = 60;
  private static final int PARAMETERS = 5;

  private static final Pattern NAME_OF_NOTHING =
      Pattern.compile("Base[A-Z].*|.*(Utils?|Helpers?|Manager|Impl|Common)");
  private static final Pattern PACKAGE_OF_NOTHING =
      Pattern.compile("(^|.*\\.)(utils?|helpers?|impl|common|misc)(\\..*|$)");
  private static final Set<String> SKIPS =
      Set.of(
          "Disabled",
          "DisabledIf",
          "DisabledOnOs",
          "DisabledIfEnvironmentVariable",
          "DisabledIfSystemProperty",
          "EnabledIf",
          "EnabledOnOs",
          "EnabledIfEnvironmentVariable",
          "EnabledIfSystemProperty",
          "Ignore",
          "assumeTrue",
          "assumeFalse",
          "assumeThat",
          "assumingThat",
          "TestMethodOrder");
  // Put together, so that this file does not find itself.
  private static final Pattern LEFT_OPEN =
      Pattern.compile(
          "\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|new Unsupported" + "OperationException");

  private static final List<JavaSource> SOURCES = JavaSource.parse(".*/src/(main|test)/java/.*");

  @Test
  void files_areAtMost500Lines() {
    List<String> long_ =
        Stream.concat(SOURCES.stream().map(JavaSource::path), scripts())
            .filter(path -> Project.read(path).lines().count() > FILE_LINES)
            .map(Project::name)
            .toList();

    assertThat(long_).isEmpty();
  }

  @Test
  void methods_areAtMost60Lines() {
    List<String> found =
        methods(
            (source, method, out) -> {
              if (method.getBody() != null && source.lines(method.getBody()) > METHOD_LINES) {
                out.add(source.place(method) + " " + method.getName());
              }
            });

    assertThat(found).isEmpty();
  }

  @Test
  void methods_takeAtMostFiveParameters() {
    List<String> found =
        methods(
            (source, method, out) -> {
              if (method.getParameters().size() > PARAMETERS) {
                out.add(source.place(method) + " " + method.getName());
              }
            });

    assertThat(found).isEmpty();
  }

  @Test
  void names_sayWhatTheThingIs() {
    var found = new ArrayList<String>();
    for (JavaSource source : SOURCES) {
      if (PACKAGE_OF_NOTHING.matcher(String.valueOf(source.unit().getPackageName())).matches()) {
        found.add(Project.name(source.path()));
      }
      scan(
          source,
          new TreeScanner<>() {
            @Override
            public Void visitClass(ClassTree type, Void ignored) {
              if (NAME_OF_NOTHING.matcher(type.getSimpleName()).matches()) {
                found.add(source.place(type) + " " + type.getSimpleName());
              }
              return super.visitClass(type, null);
            }
          });
    }

    assertThat(found).isEmpty();
  }

  @Test
  void packages_ofMainSources_areNullMarked() {
    List<String> found =
        SOURCES.stream()
            .map(JavaSource::path)
            .filter(path -> Project.name(path).contains("/src/main/java/"))
            .map(Path::getParent)
            .distinct()
            .map(directory -> directory.resolve("package-info.java"))
            .filter(path -> !Files.exists(path) || !Project.read(path).contains("@NullMarked"))
            .map(Project::name)
            .toList();

    assertThat(found).isEmpty();
  }

  @Test
  void tests_neverSkipNorSleep() {
    var found = new ArrayList<String>();
    for (JavaSource source : SOURCES) {
      if (Project.name(source.path()).contains("/src/test/")) {
        scan(source, skipsAndSleeps(source, found));
      }
    }

    assertThat(found).isEmpty();
  }

  @Test
  void nothing_isLeftOpen() {
    List<String> found =
        Stream.concat(SOURCES.stream().map(JavaSource::path), scripts())
            .filter(path -> LEFT_OPEN.matcher(Project.read(path)).find())
            .map(Project::name)
            .toList();

    assertThat(found).isEmpty();
  }

  @Test
  void switches_overSealedTypes_haveNoDefault() {
    Set<String> cases = SealedSwitches.cases(SOURCES);
    var found = new ArrayList<String>();
    for (JavaSource source : SOURCES) {
      scan(source, new SealedSwitches(source, cases, found));
    }

    assertThat(found).isEmpty();
  }

  private static Stream<Path> scripts() {
    return Project.files("(tain|check|bench|prove|\\.ci/run|.*\\.sh)").stream();
  }

  private static TreeScanner<Void, Void> skipsAndSleeps(JavaSource source, List<String> found) {
    return new TreeScanner<>() {
      @Override
      public Void visitIdentifier(IdentifierTree name, Void ignored) {
        if (SKIPS.contains(name.getName().toString())) {
          found.add(source.place(name) + " " + name);
        }
        return super.visitIdentifier(name, null);
      }

      @Override
      public Void visitMethodInvocation(MethodInvocationTree call, Void ignored) {
        if (call.getMethodSelect() instanceof MemberSelectTree method
            && method.getIdentifier().contentEquals("sleep")) {
          found.add(source.place(call) + " " + method);
        }
        return super.visitMethodInvocation(call, null);
      }
    };
  }

  private static List<String> methods(MethodCheck check) {
    var found = new ArrayList<String>();
    for (JavaSource source : SOURCES) {
      scan(
          source,
          new TreeScanner<>() {
            @Override
            public Void visitClass(ClassTree type, Void ignored) {
              type.getMembers().stream()
                  .filter(MethodTree.class::isInstance)
                  .map(MethodTree.class::cast)
                  .filter(method -> type.getKind() != Kind.RECORD || !isCanonical(method))
                  .forEach(method -> check.look(source, method, found));
              return super.visitClass(type, null);
            }
          });
    }
    return found;
  }

  private static boolean isCanonical(MethodTree method) {
    return method.getName().contentEquals("<init>");
  }

  private static void scan(JavaSource source, TreeScanner<Void, Void> scanner) {
    scanner.scan(source.unit(), null);
  }

  /// Looks at one method and adds what is wrong with it.
  private interface MethodCheck {
    void look(JavaSource source, MethodTree method, List<String> out);
  }
}
