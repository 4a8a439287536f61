package dev.levee.executor.api;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes up renewed certificates. While the files cannot be used, e.g. because only one of them is renewed yet,
/// what was read before stays. To be made before the files are read for the first time: what changes from then on
/// is noticed.
final class CertificateRenewal implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CertificateRenewal.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("certificate-renewal").factory());
    private final TlsFiles files;
    private int known;

    CertificateRenewal(TlsFiles files) {
        this.files = files;
        this.known = fingerprint();
    }

    void start(Consumer<Tls> takeUp) {
        timer.scheduleWithFixedDelay(() -> look(takeUp), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /// Looks whether the files have changed.
    void look(Consumer<Tls> takeUp) {
        int now = fingerprint();
        if (now == known) {
            return;
        }
        try {
            takeUp.accept(files.server());
            known = now;
            log.atInfo().addKeyValue("file", files.certificate()).log("renewed certificate taken up");
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("error", e.getMessage()).log("renewed certificate is not usable");
        }
    }

    /// What is known, where the files cannot be read.
    private int fingerprint() {
        try {
            return files.fingerprint();
        } catch (IOException e) {
            return known;
        }
    }
}
