package io.tain.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// What a library in the local repository says of itself.
///
/// @param coordinates group and artifact, with a colon between them
/// @param licences that its pom, or the nearest parent that has any, names
record LibraryPom(String coordinates, List<String> licences) {
  /// The pom that lies beside a jar, as `artifact-version.pom`.
  static LibraryPom beside(Path jar) {
    int names = jar.getNameCount();
    Path version = jar.getName(names - 2);
    Path artifact = jar.getName(names - 3);
    Element pom = read(jar.resolveSibling(artifact + "-" + version + ".pom"));
    String group = child(pom, "groupId").or(() -> parent(pom, "groupId")).orElseThrow();
    int groupNames = Path.of(group.replace('.', '/')).getNameCount();
    Path repository = Path.of("/").resolve(jar.subpath(0, names - 3 - groupNames));
    return new LibraryPom(group + ":" + artifact, licences(pom, repository));
  }

  private static List<String> licences(Element pom, Path repository) {
    var names = new ArrayList<String>();
    element(pom, "licenses").ifPresent(list -> addNames(list, names));
    if (!names.isEmpty() || parent(pom, "artifactId").isEmpty()) {
      return List.copyOf(names);
    }
    String artifact = parent(pom, "artifactId").orElseThrow();
    String version = parent(pom, "version").orElseThrow();
    Path above =
        repository
            .resolve(parent(pom, "groupId").orElseThrow().replace('.', '/'))
            .resolve(artifact)
            .resolve(version)
            .resolve(artifact + "-" + version + ".pom");
    return licences(read(above), repository);
  }

  private static void addNames(Element list, List<String> names) {
    NodeList licences = list.getElementsByTagName("license");
    for (int i = 0; i < licences.getLength(); i++) {
      child((Element) licences.item(i), "name")
          .map(name -> name.replaceAll("\\s+", " "))
          .ifPresent(names::add);
    }
  }

  private static Optional<String> parent(Element pom, String name) {
    return element(pom, "parent").flatMap(parent -> child(parent, name));
  }

  private static Optional<String> child(Element above, String name) {
    return element(above, name).map(found -> found.getTextContent().strip());
  }

  private static Optional<Element> element(Element above, String name) {
    for (Node node = above.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  private static Element read(Path pom) {
    try (var in = Files.newInputStream(pom)) {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(in).getDocumentElement();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(pom.toString(), e);
    }
  }
}
