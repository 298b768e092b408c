package io.tain.nbd.socket;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

/// The two directions of a connection: buffered reading by one thread, whole writes by any.
final class Wire implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Wire.class.getName());
  private static final int READ_BUFFER_BYTES = 8192;

  private final SocketChannel channel;
  private final ByteBuffer input = ByteBuffer.allocateDirect(READ_BUFFER_BYTES).flip();
  private final ReentrantLock writing = new ReentrantLock();

  Wire(SocketChannel channel) {
    this.channel = channel;
  }

  /// True when the client closed the connection before sending another byte.
  boolean atEnd() throws IOException {
    return !input.hasRemaining() && !fill();
  }

  /// The next bytes, in a buffer of their own.
  ///
  /// @throws EOFException if the client closed the connection before that
  ByteBuffer read(int lengthBytes) throws IOException {
    ByteBuffer result = ByteBuffer.allocate(lengthBytes);
    while (result.hasRemaining()) {
      requireInput();
      int count = Math.min(result.remaining(), input.remaining());
      result.put(result.position(), input, input.position(), count);
      result.position(result.position() + count);
      input.position(input.position() + count);
    }
    return result.flip();
  }

  /// Passes over bytes without keeping them.
  void skip(long lengthBytes) throws IOException {
    long left = lengthBytes;
    while (left > 0) {
      requireInput();
      int count = (int) Math.min(left, input.remaining());
      input.position(input.position() + count);
      left -= count;
    }
  }

  /// Sends all remaining bytes without those of another thread between them.
  void write(ByteBuffer message) throws IOException {
    writing.lock();
    try {
      writeLocked(message);
    } finally {
      writing.unlock();
    }
  }

  /// Lets one thread send several messages that belong together.
  ReentrantLock writing() {
    return writing;
  }

  private void writeLocked(ByteBuffer message) throws IOException {
    while (message.hasRemaining()) {
      channel.write(message);
    }
  }

  private void requireInput() throws IOException {
    if (atEnd()) {
      throw new EOFException("the client closed the connection within a message");
    }
  }

  private boolean fill() throws IOException {
    input.clear();
    int count = channel.read(input);
    input.flip();
    return count > 0;
  }

  /// Ends the connection from any thread; whoever reads or writes it gets an exception.
  void cut() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(DEBUG, "a connection did not close", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
