package io.tain.disk.ova;

import io.tain.disk.ForeignTool;
import io.tain.testkit.ExternalTool;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Builds archives with `tar`, `sha256sum` and their like, as others do by hand.
public final class OvaOfTools {
  private static final String MACHINE = "machine";

  private final Path directory;
  private final List<String> members = new ArrayList<>(List.of(MACHINE + ".ovf"));
  private final StringBuilder references = new StringBuilder();
  private final StringBuilder disks = new StringBuilder();
  private String prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  private Charset encoding = StandardCharsets.UTF_8;
  private String tarFormat = "ustar";

  /// An archive whose members are made in a folder.
  public OvaOfTools(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /// Where a member is put before it is packed.
  public Path member(String name) {
    members.add(name);
    return directory.resolve(name);
  }

  /// Names a file as a disk, be it a member or not.
  public OvaOfTools disk(String href, String attributes) {
    String id = "file" + references.length();
    references.append("<File ovf:id=\"%s\" ovf:href=\"%s\" %s/>".formatted(id, href, attributes));
    disks.append(
        """
        <Disk ovf:diskId="d%s" ovf:fileRef="%s" ovf:capacity="5"
            ovf:format="http://www.vmware.com/interfaces/specifications/%s.html"/>
        """
            .formatted(
                id,
                id,
                Files.exists(directory.resolve(href)) && href.endsWith("qcow2")
                    ? "qcow2"
                    : "vmdk"));
    return this;
  }

  /// Puts text before the root element.
  public OvaOfTools prolog(String text) {
    prolog = text;
    return this;
  }

  /// Writes the descriptor in another encoding than UTF-8.
  public OvaOfTools encoding(String charset) {
    encoding = Charset.forName(charset);
    return this;
  }

  /// Lets `tar` write this format: `ustar`, `pax` or `gnu`.
  public OvaOfTools tarFormat(String name) {
    tarFormat = name;
    return this;
  }

  /// Writes the manifest of all members so far.
  ///
  /// @param tool such as `sha256sum`
  public OvaOfTools manifest(String tool) throws Exception {
    writeDescriptor();
    var command = new ArrayList<>(List.of(tool, "--tag"));
    command.addAll(members);
    String lines = inside(command.toArray(String[]::new));
    Files.writeString(member(MACHINE + ".mf"), lines);
    return this;
  }

  /// Packs all members, the descriptor first.
  ///
  /// @param options further ones of `tar`
  public Path pack(String... options) throws Exception {
    if (!Files.exists(directory.resolve(MACHINE + ".ovf"))) {
      writeDescriptor();
    }
    Path archive = directory.resolve("machine.ova");
    var command = new ArrayList<>(List.of("tar", "--format=" + tarFormat));
    command.addAll(List.of(options));
    command.addAll(List.of("-cf", archive.toString()));
    command.addAll(members);
    inside(command.toArray(String[]::new));
    return archive;
  }

  private void writeDescriptor() throws IOException {
    Files.writeString(
        directory.resolve(MACHINE + ".ovf"),
        """
        %s
        <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1"
            xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
          <References>%s</References>
          <DiskSection><Info>Disks</Info>%s</DiskSection>
          <VirtualSystem ovf:id="web">
            <Info>A machine</Info>
            <ProductSection>
              <Info>What it is</Info>
              <Product>Web &amp; more</Product><Vendor>Example</Vendor><Version>1.2</Version>
            </ProductSection>
          </VirtualSystem>
        </Envelope>
        """
            .formatted(prolog, references, disks),
        encoding);
  }

  private String inside(String... command) {
    var whole = new ArrayList<>(List.of("env", "-C", directory.toString()));
    whole.addAll(List.of(command));
    return ExternalTool.of(whole.toArray(String[]::new)).run();
  }

  /// Makes a disk in a format of QEMU.
  public static void image(Path raw, String format, String options, Path target) {
    var command = new ArrayList<>(List.of("qemu-img", "convert", "-f", "raw", "-O", format));
    if (!options.isEmpty()) {
      command.addAll(List.of("-o", options));
    }
    command.addAll(List.of(raw.toString(), target.toString()));
    ForeignTool.run(command.toArray(String[]::new));
  }
}
