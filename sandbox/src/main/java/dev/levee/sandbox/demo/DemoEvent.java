package dev.levee.sandbox.demo;

import dev.levee.sandbox.Endpoints;
import dev.levee.schemas.AuditEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What there is to show of a demo, in the order it happens.
public sealed interface DemoEvent {

    /// Everything runs.
    record Started(Endpoints endpoints, List<Mishap> plan, Duration took) implements DemoEvent {}

    /// Somebody was careless.
    record Happened(Mishap mishap, String resource) implements DemoEvent {}

    /// Something odd was put on the queue.
    record Sent(String what) implements DemoEvent {}

    /// Levee decided or did something, as its audit topic says.
    record Audited(AuditEvent event) implements DemoEvent {}

    /// Something could not be used and was put aside.
    record DeadLettered(String source, String reason) implements DemoEvent {}

    /// The cloud was looked at.
    record Verified(Mishap mishap, String resource, Optional<String> stillWrong) implements DemoEvent {}

    record Finished(Summary summary) implements DemoEvent {}
}
