package dev.levee.cli.account;

import dev.levee.schemas.Account;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.ReadinessStep;
import java.io.PrintWriter;

/// What is told while accounts are verified: they are verified at once and told one after the other.
///
/// @param live there is only one, and it is told step by step
record VerifyReport(PrintWriter out, boolean json, boolean live) {

    void begin(Account account) {
        if (live && !json) {
            tell(ReadinessTable.head(account));
        }
    }

    void step(ReadinessStep step) {
        if (live && !json) {
            tell(ReadinessTable.line(step));
        }
    }

    synchronized void end(Account account, Readiness readiness) {
        if (json) {
            tell(ReadinessTable.json(readiness).toString());
            return;
        }
        if (!live) {
            tell(ReadinessTable.head(account));
            ReadinessTable.table(readiness).forEach(this::tell);
        }
        ReadinessTable.mends(readiness).forEach(this::tell);
        tell(readiness.getReady() ? "ready" : "NOT READY");
        tell("");
    }

    private void tell(String line) {
        out.println(line);
        out.flush();
    }
}
