package dev.levee.sandbox.demo;

/// Shows a demo to somebody. Called in order.
public sealed interface DemoView permits JsonView, LinesView, BoardView {

    /// A part of the sandbox is being started.
    void starting(String part);

    void show(DemoEvent event);
}
