package dev.levee.service;

import java.util.List;
import org.slf4j.LoggerFactory;

/// A service for [ServiceMainTest], run in a JVM of its own.
final class ChildMain {

    private static final Setting<String> FATE =
            Setting.oneOf("LEVEE_FATE", "How it goes.", "runs", "cannot-start", "dies");

    private ChildMain() {}

    public static void main(String[] arguments) {
        ServiceMain.main("child", List.of(FATE), arguments, (environment, _) -> new Child(environment.get(FATE)));
    }

    private record Child(String fate) implements Service {

        @Override
        public void start() {
            if (fate.equals("cannot-start")) {
                throw new IllegalStateException("nobody answers at broker:9092");
            }
            LoggerFactory.getLogger(Child.class)
                    .atWarn()
                    .addKeyValue("resource", "arn:aws:s3:::\"logs\"")
                    .addKeyValue("partition", 3)
                    .setCause(new IllegalStateException("first line\nsecond line"))
                    .log("a message\nof {} lines", 2);
        }

        @Override
        public Health health() {
            return fate.equals("dies") ? Health.dead("the consumer was fenced") : Health.up();
        }

        @Override
        public void close() {
            LoggerFactory.getLogger(Child.class).info("closed");
        }
    }
}
