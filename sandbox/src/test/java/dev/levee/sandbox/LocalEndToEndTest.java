package dev.levee.sandbox;

/// On this machine alone.
class LocalEndToEndTest extends EndToEnd {

    @Override
    Sandbox sandbox() {
        return LocalSandbox.sandbox();
    }

    @Override
    boolean cloudReportsChanges() {
        return true;
    }
}
