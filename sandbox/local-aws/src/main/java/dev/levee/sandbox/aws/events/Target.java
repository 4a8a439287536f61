package dev.levee.sandbox.aws.events;

import java.util.Optional;

/// What a rule can hand events to.
sealed interface Target {

    String arn();

    /// Empty if this cloud's rules cannot reach such a thing.
    static Optional<Target> of(String arn) {
        if (arn.startsWith("arn:aws:sqs:")) {
            return Optional.of(new Queue(arn));
        }
        if (arn.startsWith("arn:aws:lambda:")) {
            return Optional.of(new Function(arn));
        }
        return Bus.ofArn(arn).map(AnotherBus::new);
    }

    record Queue(String arn) implements Target {}

    record Function(String arn) implements Target {}

    record AnotherBus(Bus bus) implements Target {

        @Override
        public String arn() {
            return bus.arn();
        }
    }
}
