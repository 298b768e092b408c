package io.tain.build;

import io.tain.base.Digest;
import io.tain.base.ImageName;
import java.util.List;

/// What an image shall be: a recipe file with everything that it inherits from those it extends.
///
/// @param name the image that its versions belong to
/// @param label the pattern of a version's label: `{date}` and `{lock}` are filled in
/// @param suite what it is made of
/// @param layers the recipe that extends nothing first, this one last; at least one
/// @param disk what the disk looks like
/// @param digest over everything that the recipe says; comments do not count
public record Recipe(
    ImageName name, String label, Suite suite, List<Layer> layers, DiskShape disk, Digest digest) {
  public Recipe {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a recipe has at least one layer");
    }
  }

  /// What one recipe file adds to those that it extends.
  ///
  /// @param file the name of the recipe file
  /// @param packages names of packages, without those that they depend on
  /// @param files in the order of the recipe; a later one replaces an earlier one of its path
  public record Layer(String file, List<String> packages, List<File> files, Services services) {
    public Layer {
      packages = List.copyOf(packages);
      files = List.copyOf(files);
    }
  }

  /// A file with its whole content.
  ///
  /// @param path absolute, without `.` and `..`
  /// @param mode permission bits, as `0644`
  /// @param owner `user:group`, names that the image knows
  public record File(String path, String mode, String owner, String content) {}

  /// systemd units whose state differs from what their packages chose.
  public record Services(List<String> enable, List<String> disable, List<String> mask) {
    /// No unit differs.
    public static final Services NONE = new Services(List.of(), List.of(), List.of());

    public Services {
      enable = List.copyOf(enable);
      disable = List.copyOf(disable);
      mask = List.copyOf(mask);
    }
  }

  /// A release of a distribution, and where its packages come from.
  ///
  /// @param codename such as `bookworm`
  /// @param architecture as the distribution calls it, such as `amd64`
  /// @param components such as `main`
  /// @param mirror `host`, for the package sources of the machine that builds, or an address
  public record Suite(
      String distribution,
      String codename,
      String architecture,
      List<String> components,
      String mirror) {
    /// The mirror that stands for the package sources of the machine that builds.
    public static final String HOST_MIRROR = "host";

    public Suite {
      components = List.copyOf(components);
    }
  }

  /// The disk around the root tree.
  ///
  /// @param sizeBytes of the whole disk, a multiple of 1 MiB
  /// @param commandLine of the kernel, without `root=`
  /// @param menuSeconds how long the boot menu is shown
  public record DiskShape(long sizeBytes, String commandLine, int menuSeconds) {}
}
