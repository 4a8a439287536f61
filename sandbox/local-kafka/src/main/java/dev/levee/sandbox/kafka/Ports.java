package dev.levee.sandbox.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Ports of this machine's loopback interface.
public final class Ports {

    private Ports() {}

    /// Different ports nobody listens on now. Somebody may before they are used: be ready to ask for others.
    public static List<Integer> free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("this machine has no free port", e);
        } finally {
            held.forEach(Ports::release);
        }
    }

    /// The wanted port, or a free one for 0.
    ///
    /// @throws PortInUseException if somebody listens on it
    public static int claim(int wanted, String what) {
        if (wanted == 0) {
            return free(1).getFirst();
        }
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PortInUseException(wanted, what);
        }
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
