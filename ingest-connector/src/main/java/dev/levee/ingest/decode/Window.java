package dev.levee.ingest.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The input as a parser reads it, which remembers the bytes of the value that is being read, so that it can be cut out
/// unchanged, or left and read from elsewhere. Memory is bounded by the longest value.
final class Window extends InputStream {

    private static final int CHUNK = 16 * 1024;
    private static final int END = -1;

    private final InputStream input;
    private final int longest;

    private byte[] bytes = new byte[2 * CHUNK];
    /// Where in the input the first byte of the window is.
    private long offset;
    private int filled;
    private int read;
    /// Bytes before this one are not needed any more.
    private int kept;

    /// @param longest how long a value may be before reading on throws [TooLongException]
    Window(InputStream input, int longest) {
        this.input = input;
        this.longest = longest;
    }

    /// Where in the input the next byte to be read is.
    long position() {
        return offset + read;
    }

    /// The value that is remembered starts here.
    void keepFrom(long position) {
        kept = (int) (position - offset);
    }

    /// What was read from one place of the remembered part to another.
    byte[] cut(long from, long to) {
        return Arrays.copyOfRange(bytes, (int) (from - offset), (int) (to - offset));
    }

    String text(long from, long to) {
        return new String(bytes, (int) (from - offset), (int) (to - from), UTF_8);
    }

    /// What is remembered, whether or not the parser has got to it.
    ///
    /// @param most how many bytes of it at the most
    byte[] remembered(int most) {
        return Arrays.copyOfRange(bytes, kept, Math.min(filled, kept + most));
    }

    /// Skips white space, and a byte order mark at the very start.
    ///
    /// @return how many line ends were skipped, or -1 at the end of the input
    long skipToValue() throws IOException {
        long lines = 0;
        while (read < filled || fill()) {
            byte next = bytes[read];
            if (offset + read == 0 && filled >= 3 && next == (byte) 0xEF) {
                read = 2;
            } else if (!isSpace(next)) {
                kept = read;
                return lines;
            }
            lines += next == '\n' ? 1 : 0;
            read++;
            kept = read;
        }
        return END;
    }

    /// Gives up the remembered value: goes on at the next line that starts an object or an array, or at the end.
    ///
    /// @param most how many bytes of what is passed over are handed back
    Skipped skipToNextLine(int most) throws IOException {
        ByteArrayOutputStream skipped = new ByteArrayOutputStream();
        long linesBefore = 0;
        long lines = 0;
        byte previous = 0;
        read = kept;
        while (read < filled || fill()) {
            byte next = bytes[read];
            if (previous == '\n' && (next == '{' || next == '[')) {
                break;
            }
            if (skipped.size() == 0 && isSpace(next)) {
                linesBefore += next == '\n' ? 1 : 0;
            } else {
                lines += next == '\n' ? 1 : 0;
                if (skipped.size() < most) {
                    skipped.write(next);
                }
            }
            previous = next;
            read++;
            kept = read;
        }
        return new Skipped(skipped.toByteArray(), linesBefore, lines);
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (read == filled && !fill()) {
            return END;
        }
        int count = Math.min(length, filled - read);
        System.arraycopy(bytes, read, target, at, count);
        read += count;
        return count;
    }

    @Override
    public int read() throws IOException {
        return read < filled || fill() ? bytes[read++] & 0xFF : END;
    }

    private boolean fill() throws IOException {
        if (filled - kept > longest) {
            throw new TooLongException();
        }
        if (bytes.length - filled < CHUNK) {
            makeRoom();
        }
        int count = input.read(bytes, filled, CHUNK);
        if (count == END) {
            return false;
        }
        filled += count;
        return true;
    }

    private void makeRoom() {
        byte[] target = filled - kept > bytes.length / 2 ? new byte[2 * bytes.length] : bytes;
        System.arraycopy(bytes, kept, target, 0, filled - kept);
        bytes = target;
        offset += kept;
        filled -= kept;
        read -= kept;
        kept = 0;
    }

    private static boolean isSpace(byte next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }

    /// What was passed over.
    ///
    /// @param bytes the first of it, without leading white space
    /// @param linesBefore how many line ends the white space has, and `lines` how many there are after it
    record Skipped(byte[] bytes, long linesBefore, long lines) {}

    /// The value is longer than a value may be.
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
