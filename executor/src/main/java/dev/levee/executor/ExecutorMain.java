package dev.levee.executor;

import dev.levee.executor.api.ApiConfig;
import dev.levee.service.ServiceMain;

/// Runs the executor until it is told to stop, or until it cannot go on.
public final class ExecutorMain {

    private ExecutorMain() {}

    public static void main(String[] arguments) {
        ServiceMain.main(
                "executor",
                ExecutorConfig.SETTINGS,
                arguments,
                (environment, meters) ->
                        new Executor(ExecutorConfig.from(environment), ApiConfig.from(environment), meters));
    }
}
