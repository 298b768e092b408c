package io.tain.bench;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// What the cores do with bytes that are in memory: in blocks and frames of the store's sizes.
final class Computing {
  private static final int BLOCK_BYTES = 4096;
  private static final int FRAME_BYTES = 256 << 10;
  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 12;

  private final byte[] data;
  private final Stopwatch watch;

  /// Work on these bytes.
  ///
  /// @param data a whole number of frames
  Computing(byte[] data, Stopwatch watch) {
    this.data = data;
    this.watch = watch;
  }

  List<Measurement> measure() throws Exception {
    var all = new ArrayList<Measurement>();
    all.add(watch.throughput("sha-256 of 4 KiB blocks, one core", data.length, this::sha256));
    all.add(sha256OnAllCores());
    all.add(watch.throughput("crc32c of 4 KiB blocks", data.length, this::crc32c));
    all.add(zstd(1));
    all.add(zstd(3));
    all.add(unzstd());
    all.add(watch.throughput("aes-256-gcm of 256 KiB", data.length, this::encrypt));
    return all;
  }

  Measurement sha256OnAllCores() throws Exception {
    try (var cores = new AllCores()) {
      String name = "sha-256 of 4 KiB blocks, %d cores".formatted(cores.count());
      long bytes = (long) data.length * cores.count();
      return watch.throughput(name, bytes, () -> cores.run(this::sha256));
    }
  }

  private void sha256() throws GeneralSecurityException {
    var digest = MessageDigest.getInstance("SHA-256");
    var hash = new byte[digest.getDigestLength()];
    for (int at = 0; at < data.length; at += BLOCK_BYTES) {
      digest.update(data, at, BLOCK_BYTES);
      digest.digest(hash, 0, hash.length);
    }
  }

  private void crc32c() {
    var crc = new CRC32C();
    long sum = 0;
    for (int at = 0; at < data.length; at += BLOCK_BYTES) {
      crc.reset();
      crc.update(data, at, BLOCK_BYTES);
      sum += crc.getValue();
    }
    if (sum == 0) {
      throw new IllegalStateException("a sum of checksums is never zero");
    }
  }

  private Measurement zstd(int level) throws Exception {
    var target = new byte[(int) Zstd.compressBound(FRAME_BYTES)];
    long stored = 0;
    try (var context = new ZstdCompressCtx().setLevel(level)) {
      for (int at = 0; at < data.length; at += FRAME_BYTES) {
        stored += context.compressByteArray(target, 0, target.length, data, at, FRAME_BYTES);
      }
      String name = "zstd %d of 256 KiB, to %.2f".formatted(level, stored / (double) data.length);
      return watch.throughput(
          name,
          data.length,
          () -> {
            for (int at = 0; at < data.length; at += FRAME_BYTES) {
              context.compressByteArray(target, 0, target.length, data, at, FRAME_BYTES);
            }
          });
    }
  }

  private Measurement unzstd() throws Exception {
    var frames = new ArrayList<byte[]>();
    for (int at = 0; at < data.length; at += FRAME_BYTES) {
      var frame = new byte[FRAME_BYTES];
      System.arraycopy(data, at, frame, 0, FRAME_BYTES);
      frames.add(Zstd.compress(frame, 3));
    }
    var plain = new byte[FRAME_BYTES];
    try (var context = new ZstdDecompressCtx()) {
      return watch.throughput(
          "zstd decompression",
          data.length,
          () -> {
            for (byte[] frame : frames) {
              context.decompressByteArray(plain, 0, FRAME_BYTES, frame, 0, frame.length);
            }
          });
    }
  }

  private void encrypt() throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    var key = new SecretKeySpec(new byte[32], "AES");
    var target = new byte[FRAME_BYTES + TAG_BITS / 8];
    for (int at = 0; at < data.length; at += FRAME_BYTES) {
      var nonce = new byte[NONCE_BYTES];
      int ordinal = at / FRAME_BYTES;
      nonce[0] = (byte) (ordinal >> 8);
      nonce[1] = (byte) ordinal;
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.doFinal(data, at, FRAME_BYTES, target, 0);
    }
  }
}
