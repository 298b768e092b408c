import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Makes jars fit the AOT cache (docs/adr/0071); what their code does stays as it is.
///
/// Classes older than Java 6 become classes of Java 8, with stack maps: the cache takes none
/// without, and checking one at every start is slow. zstd's binding by foreign functions, whose
/// calls are classes made at every start, is left out for its other one, by JNI.
///
/// Usage: `java CacheableJars.java JAR ...`
public final class CacheableJars {
  /// The first version whose classes the AOT cache takes.
  private static final int JAVA_6 = 50;

  private static final String FOREIGN_FUNCTIONS = "/META-INF/versions/22/com/github/luben/zstd/";

  private CacheableJars() {}

  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      rewrite(Path.of(jar));
    }
  }

  private static void rewrite(Path jar) throws IOException {
    var urls = new URL[] {jar.toUri().toURL()};
    try (var classes = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
        FileSystem content = FileSystems.newFileSystem(jar);
        Stream<Path> files = Files.walk(content.getPath("/"))) {
      ClassFile format = format(classes);
      List<Path> found = files.filter(file -> file.toString().endsWith(".class")).toList();
      for (Path file : found) {
        if (file.toString().startsWith(FOREIGN_FUNCTIONS)) {
          Files.delete(file);
          continue;
        }
        ClassModel model = format.parse(Files.readAllBytes(file));
        if (model.majorVersion() < JAVA_6) {
          Files.write(file, format.transformClass(model, newer()));
        }
      }
    }
  }

  /// Every method body is written anew: one that is copied would get no stack map.
  private static ClassTransform newer() {
    return ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
        .andThen(
            ClassTransform.endHandler(type -> type.withVersion(ClassFile.JAVA_8_VERSION, 0)));
  }

  private static ClassFile format(ClassLoader classes) {
    ClassHierarchyResolver hierarchy = ClassHierarchyResolver.ofResourceParsing(classes);
    return ClassFile.of(
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
        ClassFile.ConstantPoolSharingOption.NEW_POOL,
        ClassFile.ClassHierarchyResolverOption.of(
            hierarchy.orElse(ClassHierarchyResolver.defaultResolver())));
  }
}
