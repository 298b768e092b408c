package io.tain.api;

import io.tain.api.Endpoint.Method;

/// Every endpoint of `/v1`.
public final class Endpoints {
  public static final Endpoint<Void, ServerStatus> STATUS = get("/v1/status", ServerStatus.class);
  public static final Endpoint<Void, ServerStatus> SHUTDOWN =
      new Endpoint<>(
          Method.POST, "/v1/shutdown", Void.class, ServerStatus.class, "server.shutdown");

  /// Stays open until the client closes it: a hosting command waits for those who use its server.
  public static final Endpoint<Void, byte[]> PRESENCE = get("/v1/presence", byte[].class);

  public static final Endpoint<Void, ImageList> IMAGES = get("/v1/images", ImageList.class);

  /// `?reference=`: one version and its image.
  public static final Endpoint<Void, ImageView> VERSION = get("/v1/version", ImageView.class);

  /// `?reference=`: what is inside the version's disk.
  public static final Endpoint<Void, InspectionView> INSPECTION =
      get("/v1/inspection", InspectionView.class);

  public static final Endpoint<Void, Deleted> DELETE_VERSION =
      new Endpoint<>(Method.DELETE, "/v1/version", Void.class, Deleted.class, "version.delete");
  public static final Endpoint<Void, PackageList> PACKAGES = get("/v1/packages", PackageList.class);

  /// `?from=&to=`: two references.
  public static final Endpoint<Void, VersionDiffView> DIFF = get("/v1/diff", VersionDiffView.class);

  public static final Endpoint<ImportRequest, ImportSessionView> BEGIN_IMPORT =
      new Endpoint<>(
          Method.POST,
          "/v1/imports",
          ImportRequest.class,
          ImportSessionView.class,
          "version.import");

  /// Takes chunk hashes one after the other, answers a bitmap: bit n is set when hash n is there.
  public static final Endpoint<byte[], byte[]> HAVE =
      new Endpoint<>(Method.POST, "/v1/imports/{id}/have", byte[].class, byte[].class, "");

  /// Takes cuts with or without their bytes, as the store's wire format has them.
  public static final Endpoint<byte[], Accepted> CHUNKS =
      new Endpoint<>(Method.PUT, "/v1/imports/{id}/chunks", byte[].class, Accepted.class, "");

  public static final Endpoint<SealRequest, Stored> SEAL =
      new Endpoint<>(
          Method.POST, "/v1/imports/{id}/seal", SealRequest.class, Stored.class, "version.import");

  /// Imports a file of the server's machine; answers [TransferEvent]s, one JSON object a line.
  /// `file.elsewhere` when the server sees another file, or none.
  public static final Endpoint<LocalImportRequest, byte[]> IMPORT_LOCAL_FILE =
      new Endpoint<>(
          Method.POST,
          "/v1/local-imports",
          LocalImportRequest.class,
          byte[].class,
          "version.import");

  /// Writes a disk into a file of the server's machine; answers as the import does.
  public static final Endpoint<LocalExportRequest, byte[]> EXPORT_TO_FILE =
      new Endpoint<>(
          Method.POST,
          "/v1/versions/{id}/disk/file",
          LocalExportRequest.class,
          byte[].class,
          "version.export");

  /// `?offset=&length=`: runs of the disk that hold data, as pairs of big-endian 64-bit numbers.
  public static final Endpoint<Void, byte[]> DISK_EXTENTS =
      get("/v1/versions/{id}/disk/extents", byte[].class);

  /// `?offset=&length=`: the bytes that a guest sees.
  public static final Endpoint<Void, byte[]> DISK_BYTES =
      get("/v1/versions/{id}/disk", byte[].class);

  /// Answers [BuildEvent]s, one JSON object a line, until the build ended.
  public static final Endpoint<BuildRequest, byte[]> BUILD =
      new Endpoint<>(Method.POST, "/v1/builds", BuildRequest.class, byte[].class, "version.build");

  public static final Endpoint<RunRequest, InstanceList> RUN =
      new Endpoint<>(
          Method.POST, "/v1/instances", RunRequest.class, InstanceList.class, "instance.start");
  public static final Endpoint<Void, InstanceList> INSTANCES =
      get("/v1/instances", InstanceList.class);
  public static final Endpoint<Void, InstanceView> INSTANCE =
      get("/v1/instances/{name}", InstanceView.class);
  public static final Endpoint<Void, InstanceLog> INSTANCE_LOG =
      get("/v1/instances/{name}/log", InstanceLog.class);
  public static final Endpoint<Void, InstanceView> STOP_INSTANCE =
      new Endpoint<>(
          Method.POST,
          "/v1/instances/{name}/stop",
          Void.class,
          InstanceView.class,
          "instance.stop");
  public static final Endpoint<Void, InstanceView> REMOVE_INSTANCE =
      new Endpoint<>(
          Method.DELETE, "/v1/instances/{name}", Void.class, InstanceView.class, "instance.remove");
  public static final Endpoint<NbdRequest, NbdView> SERVE_NBD =
      new Endpoint<>(Method.POST, "/v1/nbd-exports", NbdRequest.class, NbdView.class, "nbd.serve");
  public static final Endpoint<Void, Ended> END_NBD =
      new Endpoint<>(Method.DELETE, "/v1/nbd-exports/{name}", Void.class, Ended.class, "nbd.end");
  public static final Endpoint<Void, StoreStats> STORE_STATS =
      get("/v1/store/stats", StoreStats.class);

  /// Takes one step of a scrub, which is asked for until it is complete.
  public static final Endpoint<ScrubRequest, ScrubView> SCRUB =
      new Endpoint<>(Method.POST, "/v1/store/scrub", ScrubRequest.class, ScrubView.class, "");

  /// `?reference=`: reads the whole disk of a version and compares its digest.
  public static final Endpoint<Void, ScrubView> VERIFY =
      new Endpoint<>(Method.POST, "/v1/version/verify", Void.class, ScrubView.class, "");

  private Endpoints() {}

  private static <R> Endpoint<Void, R> get(String path, Class<R> response) {
    return new Endpoint<>(Method.GET, path, Void.class, response, "");
  }
}
