package dev.levee.sandbox.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports of this machine's loopback interface.
public final class Ports {

    private Ports() {}

    /// A port nobody listens on now.
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("this machine has no free port", e);
        }
    }

    /// The wanted port, or a free one for 0.
    ///
    /// @throws PortInUseException if somebody listens on it
    public static int claim(int wanted, String what) {
        if (wanted == 0) {
            return free();
        }
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PortInUseException(wanted, what);
        }
    }

    /// Somebody else listens on a port that was asked for.
    public static final class PortInUseException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        PortInUseException(int port, String what) {
            super("port %d, wanted for %s, is in use".formatted(port, what));
        }
    }
}
