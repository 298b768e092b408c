package io.tain.fleet.qemu;

import io.tain.base.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/// The SSH key of a home, whose public half every instance admits: `keys/instance_ed25519`.
///
/// The files are those of `ssh-keygen -t ed25519` without a passphrase, so that
/// `ssh -i keys/instance_ed25519` takes them.
/// Source: PROTOCOL.key of OpenSSH; RFC 8709.
final class InstanceKey {
  private static final String TYPE = "ssh-ed25519";
  private static final String COMMENT = "tain";
  private static final int KEY_BYTES = 32;
  private static final int LINE_CHARACTERS = 70;
  private static final int CIPHER_BLOCK_BYTES = 8;

  private final Path directory;
  private final DurableFiles files;

  InstanceKey(Path directory, DurableFiles files) {
    this.directory = directory;
    this.files = files;
  }

  /// The public half, as `authorized_keys` has it; the pair is made at the first call.
  synchronized String publicLine() throws IOException {
    Path publicFile = directory.resolve("instance_ed25519.pub");
    if (!Files.exists(publicFile)) {
      generate(publicFile);
    }
    return Files.readString(publicFile).strip();
  }

  private void generate(Path publicFile) throws IOException {
    KeyPair pair = newPair();
    byte[] publicKey = tail(pair.getPublic().getEncoded());
    byte[] seed = tail(pair.getPrivate().getEncoded());
    Path privateFile = directory.resolve("instance_ed25519");
    // First, and durable: the other half says that this one is there.
    files.write(privateFile, privateFile(publicKey, seed).getBytes(StandardCharsets.US_ASCII));
    String line = TYPE + " " + base64(publicBlob(publicKey)) + " " + COMMENT + "\n";
    files.write(publicFile, line.getBytes(StandardCharsets.US_ASCII));
  }

  private static KeyPair newPair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Both encodings end in the key itself.
  private static byte[] tail(byte[] encoded) {
    return Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
  }

  private static byte[] publicBlob(byte[] publicKey) {
    return new Blob().string(TYPE).string(publicKey).bytes();
  }

  private static String privateFile(byte[] publicKey, byte[] seed) {
    int check = new SecureRandom().nextInt();
    byte[] pair = ByteBuffer.allocate(2 * KEY_BYTES).put(seed).put(publicKey).array();
    byte[] secret =
        new Blob()
            .number(check)
            .number(check)
            .string(TYPE)
            .string(publicKey)
            .string(pair)
            .string(COMMENT)
            .padded(CIPHER_BLOCK_BYTES)
            .bytes();
    byte[] whole =
        new Blob()
            .raw("openssh-key-v1\0")
            .string("none")
            .string("none")
            .string("")
            .number(1)
            .string(publicBlob(publicKey))
            .string(secret)
            .bytes();
    String text = base64(whole).replaceAll("(.{" + LINE_CHARACTERS + "})", "$1\n").strip();
    return "-----BEGIN OPENSSH PRIVATE KEY-----\n" + text + "\n-----END OPENSSH PRIVATE KEY-----\n";
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// A sequence of SSH's strings and numbers.
  private static final class Blob {
    private final ByteBuffer buffer = ByteBuffer.allocate(1024);

    Blob raw(String text) {
      buffer.put(text.getBytes(StandardCharsets.US_ASCII));
      return this;
    }

    Blob number(int value) {
      buffer.putInt(value);
      return this;
    }

    Blob string(String text) {
      return string(text.getBytes(StandardCharsets.US_ASCII));
    }

    Blob string(byte[] bytes) {
      buffer.putInt(bytes.length).put(bytes);
      return this;
    }

    Blob padded(int multiple) {
      for (byte next = 1; buffer.position() % multiple != 0; next++) {
        buffer.put(next);
      }
      return this;
    }

    byte[] bytes() {
      return Arrays.copyOf(buffer.array(), buffer.position());
    }
  }
}
