package dev.levee.ingest;

import dev.levee.service.ServiceMain;

/// Runs the connector until it is told to stop, or until it cannot go on.
public final class IngestMain {

    private IngestMain() {}

    public static void main(String[] args) {
        ServiceMain.main(
                "ingest-connector",
                IngestConfig.SETTINGS,
                args,
                (environment, meters) -> new IngestConnector(IngestConfig.from(environment), meters));
    }
}
