package dev.levee.audit;

import dev.levee.service.ServiceMain;

/// Runs the audit sink as a process.
public final class AuditSinkMain {

    private AuditSinkMain() {}

    public static void main(String[] arguments) {
        ServiceMain.main(
                AuditSink.NAME,
                AuditSinkConfig.SETTINGS,
                arguments,
                (environment, meters) -> new AuditSink(AuditSinkConfig.from(environment), meters));
    }
}
