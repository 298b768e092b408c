package io.tain.inspect.dpkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.ForeignTool;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.fs.registry.FileSystems;
import io.tain.inspect.InstalledPackage;
import io.tain.inspect.system.Ext4Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is installed is judged by dpkg-query on the same database.
final class DpkgDatabaseTest {
  private static final String FORMAT =
      "${db:Status-Eflag} ${db:Status-Status}\\t${Package}\\t${Version}\\t${Architecture}"
          + "\\t${source:Package}\\t${source:Version}\\n";

  @TempDir Path directory;

  @Test
  void read_databaseOfThisMachine_isWhatDpkgQuerySays() throws Exception {
    Path tree = directory.resolve("host");
    Ext4Image.put(tree, "var/lib/dpkg/status", Files.readString(Path.of("/var/lib/dpkg/status")));

    List<InstalledPackage> read = read(tree);

    assertThat(read).hasSizeGreaterThan(50).isEqualTo(ofDpkgQuery(tree));
  }

  @Test
  void read_everyStateAndShapeOfSource_isWhatDpkgQuerySays() throws Exception {
    Path tree = directory.resolve("states");
    var status = new StringBuilder();
    for (String state :
        List.of(
            "install ok installed",
            "hold ok installed",
            "deinstall ok config-files",
            "purge ok not-installed",
            "install ok unpacked",
            "install ok half-configured",
            "install ok half-installed",
            "install reinstreq installed",
            "deinstall ok installed")) {
      status.append(stanza("p-" + state.replace(' ', '-'), state, ""));
    }
    status.append(stanza("pending", "install ok triggers-pending", "Triggers-Pending: x\n"));
    status.append(stanza("awaited", "install ok triggers-awaited", "Triggers-Awaited: other\n"));
    status.append(stanza("source-name", "install ok installed", "Source: glibc\n"));
    status.append(stanza("source-both", "install ok installed", "Source: glibc (2.36-9)\n"));
    status.append(stanza("rebuilt", "install ok installed", "").replace("1.0-1", "1.0-1+b2"));
    status.append(stanza("both", "install ok installed", "Multi-Arch: same\n"));
    status.append(
        stanza("both", "install ok installed", "Multi-Arch: same\n").replace("amd64", "i386"));
    Ext4Image.put(tree, "var/lib/dpkg/status", status.toString());

    List<InstalledPackage> read = read(tree);

    assertThat(read).hasSize(11).isEqualTo(ofDpkgQuery(tree));
  }

  @Test
  void read_updatesThatWereNotMerged_areWhatDpkgQuerySays() throws Exception {
    Path tree = directory.resolve("updates");
    Ext4Image.put(
        tree,
        "var/lib/dpkg/status",
        stanza("kept", "install ok installed", "")
            + stanza("gone", "install ok installed", "")
            + stanza("newer", "install ok installed", ""));
    Ext4Image.put(tree, "var/lib/dpkg/updates/0000", stanza("gone", "purge ok not-installed", ""));
    Ext4Image.put(
        tree,
        "var/lib/dpkg/updates/0001",
        stanza("newer", "install ok installed", "").replace("1.0-1", "2.0-1"));
    Ext4Image.put(tree, "var/lib/dpkg/updates/tmp.i", "not a stanza");

    List<InstalledPackage> read = read(tree);

    assertThat(read).hasSize(2).isEqualTo(ofDpkgQuery(tree));
  }

  @Test
  void read_statusDirectoryOfAnImageWithoutDpkg_listsItsPackages() throws Exception {
    Path tree = directory.resolve("distroless");
    Ext4Image.put(
        tree, "var/lib/dpkg/status.d/base", "Package: base\nVersion: 1\nArchitecture: all\n");
    Ext4Image.put(tree, "var/lib/dpkg/status.d/base.md5sums", "d41d8cd9  etc/passwd\n");

    assertThat(read(tree)).containsExactly(new InstalledPackage("base", "1", "all", "base", "1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Package: a\nStatus: install ok installed\n",
        "Package: a\nStatus: installed\nVersion: 1\n",
        "Package: a\nPackage: b\nStatus: install ok installed\nVersion: 1\n",
        "Package: \u001b[31m\nStatus: install ok installed\nVersion: 1\n",
        "Package: a\nStatus: install ok installed\nVersion: 1 2\n",
        "Package: a\nStatus: install ok installed\nVersion: 1\nSource: b (2\n",
        "no field\n",
      })
  void read_damagedDatabase_isMalformed(String status) throws Exception {
    Path tree = directory.resolve("damaged");
    Ext4Image.put(tree, "var/lib/dpkg/status", status);

    assertThatThrownBy(() -> read(tree))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.PACKAGES_MALFORMED));
  }

  @Test
  void read_lineWithoutEnd_isMalformed() throws Exception {
    Path tree = directory.resolve("long");
    Ext4Image.put(tree, "var/lib/dpkg/status", "Description: " + "x".repeat(2 << 20));

    assertThatThrownBy(() -> read(tree))
        .isInstanceOf(TainException.class)
        .hasMessageContaining("a line of at most 1048576 bytes");
  }

  @Test
  void read_noDatabase_isEmpty() throws Exception {
    Path tree = directory.resolve("none");
    Ext4Image.put(tree, "etc/hostname", "none");

    try (VirtualDisk disk = RawDisk.open(Ext4Image.of(tree, "8M"))) {
      assertThat(DpkgDatabase.read(FileSystems.open(disk).orElseThrow())).isEmpty();
    }
  }

  private static List<InstalledPackage> read(Path tree) throws Exception {
    try (VirtualDisk disk = RawDisk.open(Ext4Image.of(tree, "64M"))) {
      return DpkgDatabase.read(FileSystems.open(disk).orElseThrow()).orElseThrow();
    }
  }

  private static List<InstalledPackage> ofDpkgQuery(Path tree) throws Exception {
    String admin = tree.resolve("var/lib/dpkg").toString();
    var packages = new ArrayList<InstalledPackage>();
    String printed = ForeignTool.run("dpkg-query", "--admindir=" + admin, "-W", "-f=" + FORMAT);
    for (String line : printed.lines().toList()) {
      String[] fields = line.split("\t");
      if (fields[0].matches("ok (installed|half-configured|triggers-.*)")) {
        packages.add(new InstalledPackage(fields[1], fields[2], fields[3], fields[4], fields[5]));
      }
    }
    packages.sort(null);
    return packages;
  }

  private static String stanza(String name, String status, String more) {
    return ("Package: %s\nStatus: %s\nMaintainer: nobody\nArchitecture: amd64\n%s"
            + "Version: 1.0-1\nDescription: short\n long\n .\n Version: not a field\n\n")
        .formatted(name, status, more);
  }
}
