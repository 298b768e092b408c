package io.tain.disk.ova;

import io.tain.disk.DiskArchive.Product;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.ova.OvfDescriptor.Disk;
import io.tain.disk.ova.OvfDescriptor.FileReference;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads a descriptor: XML without a document type, so without entities of any kind.
///
/// For one thread.
final class OvfReader {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_ITEMS = 256;
  private static final int MAX_TEXT = 256;

  /// With which a text in UTF-16 begins.
  private static final Set<Character> MARKS = Set.of('\uFEFF', '\uFFFE');

  private final long at;
  private final List<FileReference> files = new ArrayList<>();
  private final List<Disk> disks = new ArrayList<>();
  private final List<Product> products = new ArrayList<>();
  private final List<String> path = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private String system = "";
  private Product product = Product.NONE;

  private OvfReader(long at) {
    this.at = at;
  }

  /// Reads a descriptor.
  ///
  /// @param at where it stands in the archive
  /// @throws io.tain.disk.UnsafeDiskException if it has a document type, or too much of anything
  /// @throws MalformedDiskException if it is no XML
  static OvfDescriptor read(byte[] xml, long at) {
    var reader = new OvfReader(at);
    try {
      reader.read(factory().createXMLStreamReader(new StringReader(text(xml, at))));
    } catch (XMLStreamException damage) {
      int line = damage.getLocation() == null ? 0 : damage.getLocation().getLineNumber();
      throw (MalformedDiskException)
          OvaRefusal.malformed(at, "a descriptor in XML", "an error in line " + line)
              .causedBy(damage);
    }
    return new OvfDescriptor(reader.files, reader.disks, reader.products);
  }

  /// Decoded here: the parser prints what it cannot decode.
  private static String text(byte[] xml, long at) {
    ByteBuffer bytes = ByteBuffer.wrap(xml);
    boolean hasMark = xml.length >= 2 && MARKS.contains(bytes.getChar(0));
    try {
      var charset = hasMark ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
      String decoded = charset.newDecoder().decode(bytes).toString();
      return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    } catch (CharacterCodingException damage) {
      throw (MalformedDiskException)
          OvaRefusal.malformed(at, "a descriptor in UTF-8 or UTF-16", "other bytes")
              .causedBy(damage);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver(
        (_, systemId, _, _) -> {
          throw new XMLStreamException("refused to open " + systemId);
        });
    return factory;
  }

  private void read(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> start(xml);
        case XMLStreamConstants.END_ELEMENT -> end();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (text.length() < MAX_TEXT) {
            text.append(xml.getText(), 0, Math.min(MAX_TEXT, xml.getTextLength()));
          }
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw OvaRefusal.unsafe(at, "a descriptor with a document type or entities");
        default -> {}
      }
    }
  }

  private void start(XMLStreamReader xml) {
    if (path.size() == MAX_DEPTH) {
      throw OvaRefusal.unsafe(at, "a descriptor of more than %d levels".formatted(MAX_DEPTH));
    }
    if (path.isEmpty() && !xml.getLocalName().equals("Envelope")) {
      throw OvaRefusal.malformed(at, "the element Envelope", OvaRefusal.quoted(xml.getLocalName()));
    }
    String parent = path.isEmpty() ? "" : path.getLast();
    path.add(xml.getLocalName());
    text.setLength(0);
    switch (parent + "/" + xml.getLocalName()) {
      case "References/File" -> add(files, file(xml));
      case "DiskSection/Disk", "Section/Disk" -> add(disks, disk(xml));
      default -> {
        switch (xml.getLocalName()) {
          case "VirtualSystem" -> system = attribute(xml, "id");
          case "ProductSection" -> product = new Product(system, "", "", "");
          default -> {}
        }
      }
    }
  }

  private void end() {
    String element = path.removeLast();
    String parent = path.isEmpty() ? "" : path.getLast();
    if (parent.equals("ProductSection")) {
      product = product.with(element, text.toString().strip());
    } else if (element.equals("ProductSection")) {
      add(products, product);
    }
    text.setLength(0);
  }

  private <T> void add(List<T> items, T item) {
    if (items.size() == MAX_ITEMS) {
      throw OvaRefusal.unsafe(at, "more than %d files, disks or products".formatted(MAX_ITEMS));
    }
    items.add(item);
  }

  private static FileReference file(XMLStreamReader xml) {
    return new FileReference(
        attribute(xml, "id"),
        attribute(xml, "href"),
        attribute(xml, "size"),
        attribute(xml, "compression"),
        attribute(xml, "chunkSize"));
  }

  private static Disk disk(XMLStreamReader xml) {
    return new Disk(
        attribute(xml, "fileRef"), attribute(xml, "parentRef"), attribute(xml, "format"));
  }

  // Whatever its namespace: versions 0.9, 1 and 2 differ in nothing else here.
  private static String attribute(XMLStreamReader xml, String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)) {
        return xml.getAttributeValue(i);
      }
    }
    return "";
  }
}
